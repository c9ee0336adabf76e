import type { BusinessDate } from '../domain/dates';
import type { AppointmentId, PaperEntered, PersonId, Refusal, RoundId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { candidateAsOfficer, type PeopleState } from '../domain/people';
import { clerkOf, paperFault, withoutPost, type SignedPaper } from '../domain/people/on-paper';
import { holderKindOf, rolesIn, type RoundState } from '../domain/round/round';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { personsBehind, teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import type { EventStore } from '../event-store/event-store';
import { Day, Id, Part, Text, validated } from './input';
import type { Standing } from './standing';
import type { Attempt, Streams } from './streams';
import { survivingDossier } from './surviving-dossier';
import { teamsOf } from './teams-of';
import type { Sender, UseCase } from './use-case';
import type { Read } from './world';

/** A signed paper that the sender enters for the officer who signed it; stands beside the members of any body. */
export class OnPaperInput {
  @Id({ means: { zh: '签字的办理人（人员标识），即行为人', en: 'Whose act it is: the officer who signed, by person id' } }) readonly actor: PersonId;
  @Id({ optional: true, means: { zh: '其以哪一项任职签署；只有一项任职的不写', en: 'The appointment she acted under; left out where she has one only' } }) readonly actingAs?: AppointmentId;
  @Day({ means: { zh: '纸面签署日期，权限和规则均按该日判断', en: 'The day on the paper: her authority and what holds are looked at on that day' } }) readonly signedOn: BusinessDate;
  @Text(80, { nullable: true }) readonly file: string | null;
}

class Enveloped {
  @Part(() => OnPaperInput) readonly onPaper: OnPaperInput;
}

/** The body without the envelope, and the sender that it makes of a clerk: the officer, on her paper. Error: InputError. */
export function outOfEnvelope(sender: Sender, body: unknown): { readonly sender: Sender; readonly body: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !Object.hasOwn(body, 'onPaper')) return { sender, body };
  const { onPaper, ...rest } = body as { readonly onPaper: unknown };
  const { actor, actingAs = null, signedOn, file } = validated(Enveloped, { onPaper }).onPaper;
  return { sender: { ...sender, subject: actor, actingAs, paper: { clerk: sender.subject, actingAs: sender.actingAs, signedOn, file } }, body: rest };
}

/** Where a command names whom it is about: a teacher, somebody with a post, one of a list, of a team. */
const WHOM = ['teacher', 'teachers', 'person', 'rows', 'member', 'members', 'leader'] as const;

/** Whether a command names this person as whom it is about. What it names a team by says nothing of her: that her decision knows. */
export function isAbout({ target, body }: UseCase<object, object>, person: PersonId): boolean {
  const isHers = (one: unknown): boolean => one === person || (typeof one === 'object' && one !== null && [Reflect.get(one, 'teacher'), Reflect.get(one, 'person')].includes(person));
  return [target, body].some((part) => WHOM.map((field): unknown => Reflect.get(part, field)).some((named) => (Array.isArray(named) ? named.some(isHers) : isHers(named))));
}

/** What the entry reads beside the world: the clerk's own dossier, since she may be put forward in the very round. */
export interface PaperRead {
  readonly reads: readonly Read[];
  /** Rounds that she stands in, by herself or with a team. */
  readonly rounds: ReadonlySet<RoundId>;
}

/** @param of the round that the act is about; in one for teams she stands with any team that she was nominated with. */
export async function readPaper(streams: Pick<Streams, 'load'>, store: EventStore, clerk: PersonId, of: RoundState | undefined): Promise<PaperRead> {
  const { state, reads } = await survivingDossier(streams, clerk);
  const ids = personsBehind(state);
  const hers = of === undefined || holderKindOf(of) === 'PERSON' ? [] : (await Promise.all(ids.map((id) => teamsOf(store, id)))).flat();
  const teams = await Promise.all([...new Set(hers)].map((team) => streams.load(teacher, team)));
  const nominations = [state, ...teams.map((team) => team.state)].flatMap(({ facts }) => view(facts, LAST_DAY).nominations.filter(({ members }) => members === undefined || ids.some((id) => members.includes(id))));
  return { reads, rounds: new Set(nominations.filter(({ status }) => status !== 'WITHDRAWN').map(({ round }) => round)) };
}

/** What is wrong with the paper itself; asked before anything is read for the act. */
export function malformedPaper(attempt: Attempt, today: BusinessDate): Refusal | null {
  const paper = signedPaper(attempt);
  return paper === null ? null : (paperFault(paper, attempt.useCase, today)?.refusal ?? null);
}

/** What the entry asks of the world. */
interface Surroundings {
  readonly people: { readonly state: PeopleState };
  readonly orgs: { readonly state: OrgsState };
  readonly enteredOn: BusinessDate;
  readonly roundIfAny: RoundState | undefined;
}

export type Entry = { readonly kind: 'entered'; readonly enteredBy: PersonId; readonly paper: PaperEntered } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Whether the clerk may enter what the officer may do: she keeps the papers of that body or of one above, the act is not
 * about herself, and she is not put forward in the round. Whose duties are separated is asked of the officer, by the decision.
 */
export function entryOf(world: Surroundings, attempt: Attempt, { rounds }: PaperRead, { capacity }: Standing): Entry {
  const paper = signedPaper(attempt);
  if (paper === null || capacity === null) return { kind: 'refused', refusal: withoutPost(attempt.actor).refusal };
  const { clerk } = paper;
  const clerking = clerkOf(world.people.state, world.orgs.state, paper, capacity.org, world.enteredOn, attempt.useCase, attempt.single);
  if (clerking.kind === 'refused') return { kind: 'refused', refusal: clerking.refusal };
  if (attempt.onPaper?.ofHerself === true) return { kind: 'refused', refusal: { rule: 'ownDossier', inputs: { person: clerk } } };
  const { roundIfAny: of } = world;
  const put = of === undefined ? null : candidateAsOfficer(rounds.has(of.id) ? { round: of.id, candidates: new Set([clerk]) } : rolesIn(of), clerk);
  if (put !== null) return { kind: 'refused', refusal: put.refusal };
  const { appointment, post, org } = clerking.appointment;
  return { kind: 'entered', enteredBy: clerk, paper: { signedOn: paper.signedOn, file: attempt.onPaper?.file ?? null, appointment, post, org } };
}

function signedPaper({ actor, onPaper: paper }: Attempt): SignedPaper | null {
  return paper === undefined ? null : { officer: actor, clerk: paper.clerk, clerkActingAs: paper.actingAs, signedOn: paper.signedOn };
}
