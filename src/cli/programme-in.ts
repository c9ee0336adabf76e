import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '../config';
import type { Programme } from '../examples/play';
import { readFolder, type FolderReading } from '../examples/programme-folder';

/** The programme of a folder. Error: ConfigError where there is none or it cannot be read, or where its file or its sample has problems, with the first of them. */
export function programmeIn(folder: string): Programme {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new ConfigError(`${folder} 是文件。请给出它所在的方案文件夹：${dirname(folder)}。`, `${folder} is a file. Name the programme's folder that it lies in: ${dirname(folder)}.`);
  if (!existsSync(join(folder, 'programme.yaml'))) throw new ConfigError(`${folder} 中没有 programme.yaml。请给出方案文件夹。`, `There is no programme.yaml in ${folder}. Name a programme's folder.`);
  const reading = readable(folder);
  if (reading.kind === 'programme') return reading.programme;
  const [first] = reading.problems;
  throw new ConfigError(
    `${reading.file} 有 ${reading.problems.length} 处错误，第 ${first?.line ?? 1} 行：${ended(first?.zh, '。')}请先用 echelon programme check ${folder} 查看并改正。`,
    `${reading.file} has ${reading.problems.length === 1 ? '1 problem' : `${reading.problems.length} problems`}, line ${first?.line ?? 1}: ${ended(first?.en, '.')} See them with echelon programme check ${folder} and correct them first.`,
  );
}

/** A file that may not be opened, and a clause list with a broken row, are the folder's fault and nothing unexpected. */
function readable(folder: string): FolderReading {
  try {
    return readFolder(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${folder} 读取失败（${why}）。请检查其中的文件及其权限。`, `${folder} cannot be read (${why}). Check its files and their permissions.`);
  }
}

/** What the file's checker says of a place, some of it without a stop, as a sentence before another. */
function ended(words: string | undefined, stop: string): string {
  return words === undefined || /[.。!?！？]$/u.test(words) ? (words ?? '') : `${words}${stop}`;
}
