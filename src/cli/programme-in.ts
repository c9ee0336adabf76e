import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config';
import type { Programme } from '../examples/play';
import { readFolder } from '../examples/programme-folder';

/** The programme of a folder. Error: ConfigError where there is none, or where its file or its sample has problems, with the first of them. */
export function programmeIn(folder: string): Programme {
  if (!existsSync(join(folder, 'programme.yaml'))) throw new ConfigError(`${folder} 中没有 programme.yaml。请给出方案文件夹。`, `There is no programme.yaml in ${folder}. Name a programme's folder.`);
  const reading = readFolder(folder);
  if (reading.kind === 'programme') return reading.programme;
  const [first] = reading.problems;
  throw new ConfigError(
    `${reading.file} 有 ${reading.problems.length} 处错误，第 ${first?.line ?? 1} 行：${ended(first?.zh, '。')}请先用 echelon programme check ${folder} 查看并改正。`,
    `${reading.file} has ${reading.problems.length === 1 ? '1 problem' : `${reading.problems.length} problems`}, line ${first?.line ?? 1}: ${ended(first?.en, '.')} See them with echelon programme check ${folder} and correct them first.`,
  );
}

/** What the file's checker says of a place, some of it without a stop, as a sentence before another. */
function ended(words: string | undefined, stop: string): string {
  return words === undefined || /[.。!?！？]$/u.test(words) ? (words ?? '') : `${words}${stop}`;
}
