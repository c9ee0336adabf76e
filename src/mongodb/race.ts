import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import type { Notice } from '../event-store/notice';
import { UnsuitableServerError } from '../read-models/document-store';

export const RACERS = 16;
const ROUNDS = 3;

interface Raced {
  readonly _id: string;
  readonly rev: number;
  readonly by?: number;
}

/**
 * A small race on one `{_id, rev}` replace, the one thing that read models rely on. FerretDB 1.24 told all of 64 racers
 * that they had won (pitfalls.md, 4d): such a server corrupts views without an error, so it is refused at start.
 */
export async function raceReplaces(db: Db, where: string): Promise<void> {
  const races = db.collection<Raced>('_race');
  const racers = Array.from({ length: RACERS }, (_, by) => by);
  // Connections are made on demand: without this the first one would serve the racers one after the other.
  await Promise.all(racers.map(() => db.command({ ping: 1 })));
  for (let round = 0; round < ROUNDS; round += 1) {
    const _id = randomUUID();
    await races.insertOne({ _id, rev: 1 });
    const results = await Promise.all(racers.map((by) => races.replaceOne({ _id, rev: 1 }, { rev: 2, by })));
    const winners = racers.filter((by) => results[by]?.matchedCount !== 0);
    const left = await races.findOne({ _id });
    await races.deleteOne({ _id });
    if (winners.length !== 1) throw unsuitable(await serverName(db), where, manyWinners(winners.length));
    if (left?.rev !== 2 || left.by !== winners[0]) throw unsuitable(await serverName(db), where, OTHER_STORED);
  }
}

function manyWinners(winners: number): Notice {
  return {
    en: `of ${RACERS} writers that raced to replace one document, ${winners} were told that they had won, and exactly one may.`,
    zh: `${RACERS} 个写入者争相替换同一文档，有 ${winners} 个被告知成功，而只能有一个。`,
  };
}

const OTHER_STORED: Notice = {
  en: `of ${RACERS} writers that raced to replace one document, one was told that it had won, and what is stored is not what it wrote.`,
  zh: `${RACERS} 个写入者争相替换同一文档，有一个被告知成功，但存下的并不是它写入的内容。`,
};

function unsuitable(server: string, where: string, because: Notice): UnsuitableServerError {
  return new UnsuitableServerError({
    en: `${server} at ${where} cannot hold read models: ${because.en} Use MongoDB 7.0 or later, as a single node, a replica set or a sharded cluster.`,
    zh: `${server}（${where}）不能存放读模型：${because.zh}请改用 MongoDB 7.0 或更高版本，单节点、副本集或分片集群均可。`,
  });
}

/** What the server says it is; the stand-ins name themselves beside the MongoDB version that they imitate. */
async function serverName(db: Db): Promise<string> {
  const info = await db.admin().command({ buildInfo: 1 });
  const imitated = ` (as MongoDB ${String(info['version'])})`;
  const ferret: unknown = info['ferretdbVersion'] ?? info['ferretdb']?.version;
  if (ferret !== undefined) return `FerretDB ${String(ferret)}${imitated}`;
  if (info['secantusVersion'] !== undefined) return `SecantusDB ${String(info['secantusVersion'])}${imitated}`;
  return `MongoDB ${String(info['version'])}`;
}
