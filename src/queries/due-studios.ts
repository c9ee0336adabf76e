import { dossierOf, loadDossiers } from '../commands/holders';
import { mentorsStream, studiosStream } from '../commands/studio-streams';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { mentorBoard, mentors, pairsOn } from '../domain/mentoring/mentors';
import type { OrgsState } from '../domain/orgs';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { hostsToRead, studioBoard } from '../domain/studio/board';
import type { OnHostLoss } from '../domain/studio/kinds';
import { studios } from '../domain/studio/studios';
import { view } from '../domain/teacher/view';
import type { Task } from './due';
import { taskName, taskSays } from './due-words';
import type { InForce } from './programmes-in-force';
import type { Labelled, Reading } from './reading';

const NOBODY = { round: null, roundNames: null, person: null, handedOverBy: null, nomination: null, due: null, overdue: false } as const;

/** What a programme has done once a host is lost. */
const does: { readonly [policy in OnHostLoss]: Labelled } = {
  SUCCESSOR: { zh: '请另聘主持人。', en: 'appoint another host.' },
  SUSPEND: { zh: '请先暂停工作室，再另聘主持人。', en: 'have it suspended, and appoint another host then.' },
  CLOSE: { zh: '请撤销工作室。', en: 'close it.' },
};

/** Studios whose host is lost, and pairs whose mentor has lost the title that she guides by: asked of the dossiers on the day (E40). */
export async function* studioTasks(reading: Reading, { asOf, kind, units, tree, programmes }: { readonly asOf: BusinessDate; readonly kind: string | undefined; readonly units: ReadonlySet<OrgId> | null; readonly tree: OrgsState; readonly programmes: readonly InForce[] }): AsyncIterable<Task> {
  if ((kind !== undefined && kind !== 'DECIDE_STUDIO' && kind !== 'END_MENTORSHIP') || units?.size === 0) return;
  for (const { rules } of programmes) {
    if (rules.studios !== undefined && kind !== 'END_MENTORSHIP') yield* hostless(reading, rules, asOf, units, tree);
    if (rules.mentoring !== undefined && kind !== 'DECIDE_STUDIO') yield* unentitled(reading, rules, asOf, tree);
  }
}

async function* hostless(reading: Reading, programme: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId> | null, tree: OrgsState): AsyncIterable<Task> {
  const { desk } = reading.sources.application;
  const { state } = await desk.streams.load(studios, studiosStream(programme.id));
  const read = dossierOf(await loadDossiers(desk, hostsToRead(state, asOf)));
  for (const { studio, kind, names, org, asks } of studioBoard({ state, programme, tree, asOf, holders: [], dossierOf: read, asked: units === null ? undefined : (unit) => units.has(unit) })) {
    if (asks === null) continue;
    const next = asks.decide === null ? taskSays('DECIDE_STUDIO') : { zh: `${names.zh}的主持人已不在，${does[asks.decide].zh}`, en: `${names.en} has lost its host: ${does[asks.decide].en}` };
    yield {
      ...NOBODY, task: `DECIDE_STUDIO/${programme.id}/${studio}`, kind: 'DECIDE_STUDIO', name: taskName('DECIDE_STUDIO'), says: next,
      unit: org, unitName: reading.unitName(tree, org, asOf), post: programme.studios?.find(({ code }) => code === kind)?.openedBy?.post ?? 'BureauOfficer', teacher: asks.host, since: asks.since,
    };
  }
}

/** At the mentee's unit, whose matter the pair is. */
async function* unentitled(reading: Reading, programme: EffectiveProgramme, asOf: BusinessDate, tree: OrgsState): AsyncIterable<Task> {
  const { desk } = reading.sources.application;
  const pairs = pairsOn((await desk.streams.load(mentors, mentorsStream(programme.id))).state, asOf);
  const lines = mentorBoard(pairs, programme, asOf, dossierOf(await loadDossiers(desk, pairs.map(({ mentor }) => mentor)))).filter(({ asks }) => asks !== null);
  const read = dossierOf(await loadDossiers(desk, lines.flatMap(({ mentees }) => mentees.map(({ mentee }) => mentee))));
  for (const { mentees, purpose } of lines) {
    for (const { pair, mentee } of mentees) {
      const unit = view(read(mentee) ?? [], asOf).unit;
      yield {
        ...NOBODY, task: `END_MENTORSHIP/${programme.id}/${pair}`, kind: 'END_MENTORSHIP', name: taskName('END_MENTORSHIP'), says: taskSays('END_MENTORSHIP'),
        unit, unitName: unit === null ? null : reading.unitName(tree, unit, asOf), post: programme.mentoring?.find(({ code }) => code === purpose)?.by?.post ?? 'BureauOfficer', teacher: mentee, since: null,
      };
    }
  }
}
