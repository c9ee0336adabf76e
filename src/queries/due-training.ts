import type { OrgId, PersonId } from '../domain/facts';
import { basesStream } from '../commands/desk';
import { addDays, type BusinessDate } from '../domain/dates';
import { orgOn, parentOn, type OrgsState } from '../domain/orgs';
import { officeDuties, trainingOffice } from '../domain/training/office';
import { requirementOf } from '../domain/teacher/training';
import { view } from '../domain/teacher/view';
import { trainingLife, type TrainingDocument } from '../../projections/trainings/document';
import { TRAININGS, waitingQuery } from '../../projections/trainings/trainings';
import type { Waiting } from './due-task';
import { RosterPlaces } from './places';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';
import { nameOf, standingsIn, thatTrain, type TrainingProgramme } from './training';
import { trainingSays } from './training-words';

const SHOWN_KINDS = ['JUDGE_DELIVERABLE', 'HOLD_TRAINING', 'TRAIN'] as const;
const PAGE = 1_000;
/** What is owed by the end of a year waits on nobody's desk all year long. */
const REMINDED_DAYS = 90;

export interface TrainingTasksAsked {
  readonly asker: PersonId;
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

/**
 * What waits in training on a day: pieces to be judged, what the office has not held yet in the last ninety days of its year,
 * and what teachers owe by a last day. Teachers of more than one unit are told of only where the kind is asked for: of a whole city they are a report
 * (`GET /training`), and no list of tasks.
 */
export async function* trainingTasks(reading: Reading, asked: TrainingTasksAsked): AsyncIterable<Waiting> {
  if (asked.kind !== undefined && !SHOWN_KINDS.some((kind) => kind === asked.kind)) return;
  const programmes = await thatTrain(reading, asked.programmes);
  if (programmes.length === 0) return;
  const wants = (kind: string): boolean => asked.kind === undefined || asked.kind === kind;
  if (wants('JUDGE_DELIVERABLE')) yield* piecesToJudge(reading, programmes, asked);
  if (wants('HOLD_TRAINING')) yield* officeOwes(reading, programmes, asked);
  if (wants('TRAIN')) yield* teachersOwe(reading, programmes, asked);
}

async function* piecesToJudge(reading: Reading, programmes: readonly TrainingProgramme[], { asOf, units }: TrainingTasksAsked): AsyncIterable<Waiting> {
  const places = new RosterPlaces(reading);
  for (let after: string | undefined; ; ) {
    const page = await reading.find(TRAININGS, waitingQuery({ limit: PAGE, ...(after === undefined ? {} : { after }) }));
    const documents = page.documents.map(({ body }) => body as TrainingDocument);
    await places.learn(documents.map(({ teacher }) => teacher));
    for (const document of documents) {
      const unit = places.unitOf(document.teacher);
      if (unit === null || (units !== null && !units.has(unit))) continue;
      const pending = view(trainingLife(document), asOf).deliverables.filter(({ status }) => status === 'PENDING');
      for (const code of new Set(pending.map(({ programme, requirement }) => `${programme}/${requirement}`))) {
        const of = pending.filter(({ programme, requirement }) => `${programme}/${requirement}` === code);
        const first = of[0];
        const rules = programmes.find((one) => one.rules.id === first?.programme)?.rules;
        const by = rules === undefined || first === undefined ? null : (requirementOf(rules, first.requirement)?.by ?? null);
        if (first === undefined) continue;
        const { teacher } = document;
        yield {
          task: `JUDGE_DELIVERABLE/${teacher}/${code}`, kind: 'JUDGE_DELIVERABLE', unit, post: by?.post ?? 'BureauOfficer', person: null, teacher, due: null, overdue: false,
          tell: () => ({ since: of.map(({ receivedOn }) => receivedOn).sort()[0] ?? null }),
        };
      }
    }
    if (page.next === undefined) return;
    after = page.next;
  }
}

/** Of the office at the top of the tree, whose duty it is. */
async function* officeOwes(reading: Reading, programmes: readonly TrainingProgramme[], { asOf, units, tree }: TrainingTasksAsked): AsyncIterable<Waiting> {
  const first = [...tree.orgs.values()].find((org) => orgOn(tree, org.org, asOf) !== null && parentOn(org, asOf) === null);
  for (const { rules, from, top } of programmes) {
    const root = top ?? first?.org;
    if (root === undefined || (units !== null && !units.has(root))) continue;
    const { state } = await reading.sources.application.desk.streams.load(trainingOffice, basesStream(rules.id));
    for (const { requirement, subject, status, year } of officeDuties(state, rules, asOf, [], from)) {
      const since = addDays(year.to, -REMINDED_DAYS);
      if (status !== 'DUE' || asOf < since) continue;
      const called = nameOf(programmes, { programme: rules.id, requirement });
      const told = {
        says: { zh: `${called.zh}${subject === null ? '' : `（${subject}）`}本年度尚未达到规定次数，请在 ${year.to} 前开展并登记。`, en: `${called.en}${subject === null ? '' : ` (${subject})`} has not been held as often as this year asks: hold and record it by ${year.to}.` },
        since,
      };
      yield {
        task: `HOLD_TRAINING/${rules.id}/${requirement}${subject === null ? '' : `/${subject}`}`, kind: 'HOLD_TRAINING', unit: root, post: requirementOf(rules, requirement)?.by?.post ?? 'BureauOfficer',
        person: null, teacher: null, due: year.to, overdue: false, tell: () => told,
      };
    }
  }
}

async function* teachersOwe(reading: Reading, programmes: readonly TrainingProgramme[], { asker, asOf, kind, units }: TrainingTasksAsked): AsyncIterable<Waiting> {
  const whole = kind === 'TRAIN' || units?.size === 1;
  const told = new Set<string>();
  const scopes = [...(whole ? [{ units: units === null ? undefined : [...units], teacher: undefined }] : []), { units: undefined, teacher: asker }];
  for (const scope of scopes) {
    for await (const { row, standings } of standingsIn(reading, programmes, asOf, scope.units, scope.teacher)) {
      for (const standing of standings) {
        const task = `TRAIN/${row.teacher}/${standing.programme}/${standing.requirement}`;
        const rules = programmes.find((one) => one.rules.id === standing.programme)?.rules;
        const requirement = rules === undefined ? null : requirementOf(rules, standing.requirement);
        if (requirement === null || told.has(task) || standing.ended !== null || (standing.status !== 'DUE' && standing.status !== 'MISSED')) continue;
        told.add(task);
        const { teacher, unit } = row;
        const { since, due } = standing;
        yield { task, kind: 'TRAIN', unit, post: null, person: teacher, teacher, due, overdue: standing.status === 'MISSED', tell: () => ({ says: trainingSays(requirement, standing), since }) };
      }
    }
  }
}
