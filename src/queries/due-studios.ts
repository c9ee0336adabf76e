import { dossierOf, loadDossiers, type DossiersRead } from '../commands/holders';
import { mentorsStream, studiosStream } from '../commands/studio-streams';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { mentorBoard, mentors, pairsOn } from '../domain/mentoring/mentors';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { hostsToRead, studioBoard } from '../domain/studio/board';
import type { OnHostLoss } from '../domain/studio/kinds';
import { hostOn, standsOn, studios } from '../domain/studio/studios';
import { holderView } from '../domain/teacher/view';
import type { Waiting } from './due-task';
import type { InForce } from './programmes-in-force';
import type { Labelled, Reading } from './reading';
import { stampOf, workedOutIn } from './worked-out';

/** What a programme has done once a host is lost. */
const does: { readonly [policy in OnHostLoss]: Labelled } = {
  SUCCESSOR: { zh: '请另聘主持人。', en: 'appoint another host.' },
  SUSPEND: { zh: '请先暂停工作室，再另聘主持人。', en: 'have it suspended, and appoint another host then.' },
  CLOSE: { zh: '请撤销工作室。', en: 'close it.' },
};

/** Studios whose host is lost, and pairs whose mentor has lost the title that she guides by, or of whom either is out of service: asked of the dossiers on the day (E40). */
export async function* studioTasks(reading: Reading, { asOf, kind, units, programmes }: { readonly asOf: BusinessDate; readonly kind: string | undefined; readonly units: ReadonlySet<OrgId> | null; readonly programmes: readonly InForce[] }): AsyncIterable<Waiting> {
  if ((kind !== undefined && kind !== 'DECIDE_STUDIO' && kind !== 'END_MENTORSHIP') || units?.size === 0) return;
  for (const { rules } of programmes) {
    if (rules.studios !== undefined && kind !== 'END_MENTORSHIP') yield* hostless(reading, rules, asOf, units);
    if (rules.mentoring !== undefined && kind !== 'DECIDE_STUDIO') yield* unentitled(reading, rules, asOf);
  }
}

/** Of which nothing was asked on a day, as the dossiers stood that this is asked of: most of them, day after day. */
const settled = workedOutIn<true>(20_000);

function stampIn(read: DossiersRead, person: PersonId): string {
  const dossier = read.get(person);
  return dossier === undefined ? '' : `${dossier.stream} ${stampOf(dossier.loaded)}`;
}

async function* hostless(reading: Reading, programme: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId> | null): AsyncIterable<Waiting> {
  const { desk } = reading.sources.application;
  const [loaded, { orgs }] = await Promise.all([desk.streams.load(studios, studiosStream(programme.id)), desk.world()]);
  const { state } = loaded;
  const read = await loadDossiers(desk, hostsToRead(state, asOf));
  const known = settled(reading);
  const looked = [...state.studios.values()].flatMap((studio) => {
    const host = standsOn(studio, asOf) ? hostOn(studio, asOf) : null;
    const key = `host ${asOf} ${programme.id} ${studio.studio}`;
    const stamp = `${loaded.revision} ${orgs.revision} ${host === null ? '' : stampIn(read, host.host)}`;
    return known.get(key, stamp) === true ? [] : [{ studio, key, stamp }];
  });
  // By the tree that the stamp is of.
  const board = studioBoard({ state: { ...state, studios: new Map(looked.map(({ studio }) => [studio.studio, studio])) }, programme, tree: orgs.state, asOf, holders: [], dossierOf: dossierOf(read), asked: units === null ? undefined : (unit) => units.has(unit) });
  const unasked = new Set(board.flatMap(({ studio, asks }) => (asks === null ? [studio] : [])));
  for (const { studio, key, stamp } of looked) if (unasked.has(studio.studio)) known.keep(key, stamp, true);
  for (const { studio, kind, names, org, asks } of board) {
    if (asks === null) continue;
    const says = asks.decide === null ? undefined : { zh: `${names.zh}的主持人已不在，${does[asks.decide].zh}`, en: `${names.en} has lost its host: ${does[asks.decide].en}` };
    yield {
      task: `DECIDE_STUDIO/${programme.id}/${studio}`, kind: 'DECIDE_STUDIO', unit: org, post: programme.studios?.find(({ code }) => code === kind)?.openedBy?.post ?? 'BureauOfficer',
      person: null, teacher: asks.host, due: null, overdue: false,
      tell: () => ({ ...(says === undefined ? {} : { says }), since: asks.since }),
    };
  }
}

/** Where it is not the mentor. */
const MENTEE_GONE: Labelled = { zh: '被指导教师已不在岗（退休、离职或去世），请终止结对。', en: 'The mentee is out of service (retired, left or died): end the pair.' };

/** At the mentee's unit, whose matter the pair is. */
async function* unentitled(reading: Reading, programme: EffectiveProgramme, asOf: BusinessDate): AsyncIterable<Waiting> {
  const { desk } = reading.sources.application;
  const pairs = pairsOn((await desk.streams.load(mentors, mentorsStream(programme.id))).state, asOf);
  const read = await loadDossiers(desk, pairs.flatMap(({ mentor, mentee }) => [mentor, mentee]));
  const known = settled(reading);
  const of = `mentor ${asOf} ${programme.id} ${programme.version} ${programme.adoptions}`;
  const looked = pairs.flatMap((one) => {
    const [key, stamp] = [`${of} ${one.pair}`, `${stampIn(read, one.mentor)} ${stampIn(read, one.mentee)}`];
    return known.get(key, stamp) === true ? [] : [{ one, key, stamp }];
  });
  const asking = new Map(mentorBoard(looked.map(({ one }) => one), programme, asOf, dossierOf(read)).flatMap(({ mentees, asks }) => mentees.flatMap((one) => ((asks ?? one.asks) === null ? [] : [[one.pair, asks === null] as const]))));
  for (const { one: { pair, purpose, mentee }, key, stamp } of looked) {
    const onlyMentee = asking.get(pair);
    if (onlyMentee === undefined) {
      known.keep(key, stamp, true);
      continue;
    }
    const unit = holderView(dossierOf(read)(mentee) ?? [], asOf).unit;
    yield {
      task: `END_MENTORSHIP/${programme.id}/${pair}`, kind: 'END_MENTORSHIP', unit, post: programme.mentoring?.find(({ code }) => code === purpose)?.by?.post ?? 'BureauOfficer',
      person: null, teacher: mentee, due: null, overdue: false, tell: () => ({ ...(onlyMentee ? { says: MENTEE_GONE } : {}), since: null }),
    };
  }
}
