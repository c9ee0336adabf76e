import { cohort, type CohortState } from '../domain/assessment/cohort';
import type { AssessmentOpened, Member } from '../domain/assessment/facts';
import type { StreamName } from '../domain/facts';
import type { AssessmentRules } from '../domain/programme-rules';
import type { Requirement } from '../domain/people';
import { assessedOn, assessmentOf } from '../domain/teacher/assessment';
import type { Grade } from '../domain/teacher/facts';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { cohortStream, teacherStream, type Desk } from './desk';
import type { Authority, Read, World } from './world';
import { decidingStream, unitOf } from './dossiers';
import { NotFoundError } from './errors';
import { readOnce, type Log } from './read-on';
import { bureau } from './requirements';
import type { Loaded } from './streams';
import type { Sender } from './use-case';

/** The world by the version that an assessment of several pinned. Error: NotFoundError. */
export async function worldOfCohort(desk: Desk, id: string): Promise<World> {
  const { programme, version, adoptions } = openedCohort((await desk.streams.load(cohort, cohortStream(id))).state);
  return desk.world({ programme, version, adoptions });
}

/** The same with the members' dossiers, where a share of them may have a grade: whom the list can still be concluded of counts. Error: NotFoundError. */
export async function worldOfGrades(desk: Desk, id: string): Promise<{ readonly world: World; readonly dossiers: readonly TeacherState[] }> {
  const { state } = await desk.streams.load(cohort, cohortStream(id));
  const { programme, version, adoptions, code, members } = openedCohort(state);
  const rules = (await desk.programmes.effective(programme, version, adoptions)).assessments.find((entry) => entry.code === code);
  const read = rules?.cap === undefined ? [] : await dossiersOf(desk, members);
  return { world: await desk.world({ programme, version, adoptions }, read), dossiers: read.map(({ loaded }) => loaded.state) };
}

/** Of a verdict that is to have another grade: whom it was concluded with, where a share of them may have that one, and what was read for it. */
export async function concludedWith(desk: Desk, { data }: { readonly data: object }, grade: Grade): Promise<{ readonly rules: AssessmentRules; readonly reads: readonly (Read & { readonly loaded: Loaded<TeacherState> })[] } | null> {
  const { cohort: id } = data as { readonly cohort?: string };
  if (id === undefined) return null;
  const { programme, version, adoptions, code, members } = openedCohort((await desk.streams.load(cohort, cohortStream(id))).state);
  const rules = (await desk.programmes.effective(programme, version, adoptions)).assessments.find((entry) => entry.code === code);
  return rules?.cap?.grade === grade ? { rules, reads: await dossiersOf(desk, members) } : null;
}

/** Each dossier that stands for a member, once. */
export async function dossiersOf(desk: Desk, members: readonly Pick<Member, 'teacher'>[]): Promise<readonly (Read & { readonly loaded: Loaded<TeacherState> })[]> {
  const streams = new Set(await Promise.all(members.map((member) => decidingStream(desk, teacherStream(member.teacher)))));
  return Promise.all([...streams].map(async (stream) => ({ stream, loaded: await desk.streams.load(teacher, stream) })));
}

/** Error: NotFoundError. */
export function openedCohort(state: CohortState): AssessmentOpened['data'] {
  if (state.opened === null) throw new NotFoundError('assessment', state.id);
  return state.opened;
}

/** Assessments of several that were opened and are not concluded, by their streams, with whose they are. */
const unconcluded: (log: Log) => Promise<ReadonlyMap<StreamName, { readonly programme: string; readonly kind: string }>> = readOnce(new Set(['AssessmentOpened', 'AssessmentConcluded']), () => new Map<StreamName, { readonly programme: string; readonly kind: string }>(), (known, { type, stream, data }) => {
  if (type === 'AssessmentConcluded') known.delete(stream);
  else known.set(stream, { programme: String(data['programme']), kind: String(data['kind']) });
});

/** Those of a programme and a kind that are still to be concluded, whatever their bodies call the period. A view may lag behind them, and a cap is counted once. */
export async function cohortsToConclude({ streams: of, store }: { readonly streams: Pick<Desk['streams'], 'load'>; readonly store: Log }, about: { readonly programme: string; readonly kind: string }): Promise<readonly (Read & { readonly loaded: Loaded<CohortState> })[]> {
  const streams = [...(await unconcluded(store))].filter(([, { programme, kind }]) => programme === about.programme && kind === about.kind).map(([stream]) => stream);
  return Promise.all(streams.map(async (stream) => ({ stream, loaded: await of.load(cohort, stream) })));
}

/** Whoever concludes it carries it through, at the body that assesses. */
export function authorityOverCohort(world: World, sender: Sender, { state }: Loaded<CohortState>): Authority {
  const { code, assessor } = openedCohort(state);
  const rules = world.programme?.assessments.find((entry) => entry.code === code);
  return world.authority(sender, rules === undefined ? [] : [assessing(rules)], assessor);
}

export function assessing({ post, level, clause, onPaper }: AssessmentRules): Requirement {
  return { post, level, clause, ...(onPaper === undefined ? {} : { onPaper }) };
}

/** Whom the programme names to conclude the assessment, over the unit at which she is assessed; a bureau where it names nobody. */
export function authorityToAssess(world: World, sender: Sender, state: TeacherState, which: Parameters<typeof assessmentOf>[1] & Parameters<typeof assessedOn>[2]): Authority {
  const picked = world.programme === undefined ? undefined : assessmentOf(world.programme, which);
  const stated = picked?.kind === 'assessment' ? picked.rules : undefined;
  return world.authority(sender, stated === undefined ? bureau : [assessing(stated)], unitOf(state, stated === undefined ? world.today : assessedOn(state, stated, which, world.today)));
}
