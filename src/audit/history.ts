import { orgs, nameOn, type OrgsState } from '../domain/orgs';
import type { BusinessDate } from '../domain/dates';
import { holderOfStream, type HolderKind, type Json, type JsonObject, type PersonId, type Recorded, type Refusal, type Revision, type StreamName, type TeacherId, type TeamId } from '../domain/facts';
import type { OrgsFact } from '../domain/registry-facts';
import type { PanelFact, RoundFact } from '../domain/round/facts';
import { dossierOn } from '../domain/teacher/merge';
import type { TeacherFact } from '../domain/teacher/facts';
import { decodeAll } from '../event-store/codec';
import type { EventStore, LoggedEvent, Position, StoredEnvelope } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import type { KeyStore } from '../keys/key-store';

export type HistoryFact = TeacherFact | RoundFact | PanelFact;

/** A fact with its place in the whole log. */
export interface Placed<F extends HistoryFact = HistoryFact> {
  readonly position: Position;
  readonly fact: F;
}

/** What a replay is made of: all that the log held about her before the cut. */
export interface History {
  /** The teacher's id, or the team's. */
  readonly teacher: TeacherId;
  /** Her own stream, in log order. */
  readonly own: readonly Placed<TeacherFact>[];
  /** Acts of rounds and panels that concerned her, in log order, holding nothing of anybody else. */
  readonly acts: readonly Placed<RoundFact | PanelFact>[];
  readonly words: Words;
  /** Of her stream, what a reader is not shown included; −1 where there is none. */
  readonly revision: Revision;
}

/** Names for the codes of the log. What is not found reads as its code. */
export interface Words {
  org(id: string, day: BusinessDate): Notice;
  tier(programme: string, code: string): Notice;
  round(id: string): Notice;
  assessment(programme: string, code: string): Notice;
  criterion(programme: string, assessment: string, code: string): Notice;
  ground(programme: string, code: string): Notice;
  /** A component that is scored, in any of the programmes at hand. */
  component(code: string): Notice;
  exit(programme: string, tier: string, code: string): Notice;
  recognition(programme: string, code: string): Notice;
  milestone(programme: string, code: string): Notice;
  /** Of a ranking that was listed in parts first: what it was ranked by; null where its head is not there. */
  scheme(listed: string): JsonObject | null;
  /** What the programme calls the tier and the training requirement that a rule asks for, and what that asks of her; null: it is not at hand. */
  called(programme: string | null, bound: JsonObject): NonNullable<Refusal['called']>;
}

export interface HistorySources {
  readonly events: Pick<EventStore, 'readStream'>;
  readonly keys: Pick<KeyStore, 'get'>;
}

/**
 * Reads her stream, then the rounds that it names and their panels that scored her. `before`: everything from this
 * position on is left out; null: nothing is. Errors: StoreUnavailableError, TamperedPartError.
 */
export async function readHistory(sources: HistorySources, teacher: TeacherId | TeamId, before: Position | null = null, kind: HolderKind = 'PERSON'): Promise<History> {
  const read = readsUpTo(sources, before);
  const { own, revision } = await readDossier(read, { id: teacher, kind });
  const candidate = new Candidacy(teacher, own.map(({ fact }) => fact));
  const acts: Placed[] = [];
  for (const round of candidate.rounds) {
    acts.push(...(await read(`round-${round}`, (envelope) => candidate.about(envelope))));
    for (const panel of candidate.takePanels()) acts.push(...(await read(panel, (envelope) => candidate.about(envelope))));
  }
  acts.sort((a, b) => (a.position < b.position ? -1 : 1));
  const words = await wordsOf(read, own, acts);
  return { teacher, own, acts: acts as readonly Placed<RoundFact | PanelFact>[], words, revision };
}

/** Of several, what stands in their dossiers and no act of a round; they are told in the same words. */
export async function readDossiers(sources: HistorySources, holders: readonly Holder[]): Promise<readonly History[]> {
  const read = readsUpTo(sources, null);
  const dossiers = await Promise.all(holders.map(async (holder) => ({ teacher: holder.id, ...(await readDossier(read, holder)) })));
  const words = await wordsOf(read, dossiers.flatMap(({ own }) => own), []);
  return dossiers.map((dossier) => ({ ...dossier, acts: [], words }));
}

type ReadStream = (stream: StreamName, about: (envelope: StoredEnvelope) => StoredEnvelope | null) => Promise<readonly Placed[]>;
type Holder = { readonly id: TeacherId | TeamId; readonly kind: HolderKind };

function readsUpTo(sources: HistorySources, before: Position | null): ReadStream {
  return async (stream, about) => {
    const kept: LoggedEvent[] = [];
    for await (const page of sources.events.readStream(stream)) {
      for (const { position, envelope } of page) {
        const hers = before === null || position < before ? about(envelope) : null;
        if (hers !== null) kept.push({ position, envelope: hers });
      }
    }
    const facts = await decodeAll(kept.map(({ envelope }) => envelope), sources.keys);
    return kept.map(({ position }, index) => ({ position, fact: facts[index] as Recorded as HistoryFact }));
  };
}

async function readDossier(read: ReadStream, { id, kind }: Holder): Promise<Pick<History, 'own' | 'revision'>> {
  const hers = (await read(kind === 'TEAM' ? `team-${id}` : `teacher-${id}`, (envelope) => envelope)) as readonly Placed<TeacherFact>[];
  // What stands on the stream of a dossier that was merged into hers belongs to her view, and keeps its stream (E6).
  const own = [...(await dossierOn(id, hers, ({ fact }) => fact, async (stream) => (await read(stream, (envelope) => envelope)) as readonly Placed<TeacherFact>[]))];
  own.sort((a, b) => (a.position < b.position ? -1 : 1));
  return { own, revision: hers.at(-1)?.fact.revision ?? -1 };
}

/** What of a round is about one candidate. Others stand beside her in lists; they are taken out, and so are their parts. */
class Candidacy {
  readonly rounds: readonly string[];
  private readonly nominations = new Set<string>();
  private readonly putForwardIn = new Set<StreamName>();
  private readonly publicities = new Set<string>();
  private panels: StreamName[] = [];
  /** Hers, and those of dossiers that are merged into hers: acts on a round go on naming whom they named (E6). */
  private readonly ids: ReadonlySet<string>;

  constructor(teacher: TeacherId, own: readonly TeacherFact[]) {
    this.ids = new Set([teacher, ...own.flatMap(({ stream }) => holderOfStream(stream)?.id ?? [])]);
    const rounds = new Set<string>();
    for (const { data } of own as readonly Recorded[]) {
      if (typeof data['round'] === 'string') rounds.add(data['round']);
      if (typeof data['nomination'] === 'string') {
        this.nominations.add(data['nomination']);
        this.putForwardIn.add(`round-${String(data['round'])}`);
      }
    }
    this.rounds = [...rounds];
  }

  takePanels(): readonly StreamName[] {
    const panels = this.panels;
    this.panels = [];
    return panels;
  }

  /** The envelope with what is hers, or null where it does not concern her. */
  about(envelope: StoredEnvelope): StoredEnvelope | null {
    const { type, data } = envelope;
    switch (type) {
      case 'RoundOpened':
        return this.withHers(envelope, {});
      // Nothing of the selection concerns one who was never put forward.
      case 'NominationsClosed':
      case 'RoundConcluded':
        return this.putForwardIn.has(envelope.stream) ? this.withHers(envelope, {}) : null;
      case 'SeatReserved':
      case 'WithdrawalRegistered':
      case 'RejectionRegistered':
      case 'ReturnRegistered':
      case 'ReturnReopened':
      case 'ScoreSubmitted':
      case 'MarksEntered':
      case 'EntriesDiffered':
      case 'EntriesAgreed':
      case 'ConflictDeclared':
      case 'ReviewerRecused':
      case 'BallotRecorded':
      case 'ScoreChangeOrdered':
      case 'ScoreChanged':
        return this.isShe(data['teacher']) ? this.withHers(envelope, {}) : null;
      case 'SeatsReserved':
        return this.has(data['lines']) ? this.withLists(envelope, ['lines'], { leftOut: [] }) : null;
      case 'SeatConfirmed':
      case 'SeatReleased':
      case 'SeatLapsed':
      case 'ReturnEnded':
        return this.isHers(data['nomination']) ? this.withHers(envelope, {}) : null;
      case 'PanelCommissioned':
        if (!this.has(data['candidates'])) return null;
        this.panels.push(String(data['stream']));
        return this.withLists(envelope, ['candidates']);
      case 'PanelFormed':
        return this.withLists(envelope, ['candidates']);
      case 'ScoreOpeningOrdered':
        return this.putForwardIn.has(envelope.stream) ? this.withHers(envelope, {}) : null;
      case 'RankingListed':
        return this.named(envelope, 'teachers');
      case 'RankingReopened':
        return this.putForwardIn.has(envelope.stream) ? this.withHers(envelope, {}) : null;
      case 'PanelClosed':
        return this.withHers(envelope, {});
      case 'ScoresOpened':
        return this.named(envelope, 'candidates');
      case 'CandidatesRanked':
        return this.has(data['lines']) ? this.withLists(envelope, ['lines']) : null;
      case 'PublicityListed':
        if (!this.has(data['rows'])) return null;
        this.publicities.add(String(data['publicity']));
        return this.withLists(envelope, ['rows']);
      case 'PublicityOpened':
      case 'PublicityListChanged':
        if (this.has(data['rows'])) this.publicities.add(String(data['publicity']));
        return this.publicities.has(String(data['publicity'])) ? this.withLists(envelope, type === 'PublicityOpened' ? ['rows'] : ['rows', 'changes']) : null;
      case 'PublicityClockSuspended':
        // Why stands in the part of whom the investigation is about; whether she may read it is for who shows it.
        return this.publicities.has(String(data['publicity'])) ? this.withHers(envelope, {}) : null;
      case 'PublicityClockResumed':
      case 'PublicityRecomputed':
      case 'ListTakenDown':
      case 'PublicityWindowEnded':
      case 'PublicityClosed':
        return this.publicities.has(String(data['publicity'])) ? this.withHers(envelope, {}) : null;
      case 'NoticeSupplemented':
        return this.has(data['becomesEligible']) || this.has(data['becomesIneligible']) ? this.withLists(envelope, ['becomesEligible', 'becomesIneligible']) : null;
      case 'ConferralDecided':
        return this.has(data['conferrals']) || this.has(data['notSelected']) ? this.withLists(envelope, ['conferrals', 'notSelected'], { held: [] }) : null;
      case 'CandidateSubstituted': {
        if (!this.has(data['lines'])) return null;
        const hers = this.withLists(envelope, ['lines']);
        return { ...hers, data: { ...hers.data, out: this.isHers(data['out']) ? String(data['out']) : '', in: this.isHers(data['in']) ? String(data['in']) : '' } };
      }
      // Objections and vetting are not for her dossier; what came of them her own stream says.
      default:
        return null;
    }
  }

  private isHers(nomination: Json | undefined): boolean {
    return typeof nomination === 'string' && this.nominations.has(nomination);
  }

  private has(lines: Json | undefined): boolean {
    return list(lines).some((line) => this.isShe(teacherOf(line)));
  }

  private isShe(person: Json | undefined): boolean {
    return typeof person === 'string' && this.ids.has(person);
  }

  private named(envelope: StoredEnvelope, field: string): StoredEnvelope | null {
    const hers = list(envelope.data[field]).filter((person) => this.isShe(person));
    return hers.length === 0 ? null : this.withHers(envelope, { [field]: hers });
  }

  private withLists(envelope: StoredEnvelope, fields: readonly string[], more: JsonObject = {}): StoredEnvelope {
    return this.withHers(envelope, { ...more, ...Object.fromEntries(fields.map((field) => [field, list(envelope.data[field]).filter((line) => this.isShe(teacherOf(line)))])) });
  }

  private withHers(envelope: StoredEnvelope, data: JsonObject): StoredEnvelope {
    return { ...envelope, data: { ...envelope.data, ...data }, private: Object.fromEntries(Object.entries(envelope.private).filter(([person]) => this.ids.has(person))) };
  }
}

function teacherOf(line: Json): PersonId | null {
  const teacher = isObject(line) ? line['teacher'] : undefined;
  return typeof teacher === 'string' ? teacher : null;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Units, rounds and programmes as they were called; cut like everything else. */
async function wordsOf(read: ReadStream, own: readonly Placed[], acts: readonly Placed[]): Promise<Words> {
  let tree: OrgsState = orgs.initial('orgs');
  const clear = (envelope: StoredEnvelope): StoredEnvelope => ({ ...envelope, private: {} });
  for (const { fact } of await read('orgs', clear)) tree = orgs.evolve(tree, fact as Recorded as OrgsFact);
  const programmes = new Map<string, JsonObject>();
  const components = new Map<string, Notice>();
  const named = new Set([...own, ...acts].flatMap(({ fact: { data } }) => ('programme' in data && data.programme !== null ? [data.programme] : [])));
  for (const programme of named) {
    // A later version may drop a tier that an earlier one conferred: the later words win, the earlier ones stay.
    for (const { fact } of await read(`programme-${programme}`, clear)) {
      const { definition, path, value } = fact.data as JsonObject;
      if (isObject(definition)) programmes.set(programme, { ...programmes.get(programme), ...definition });
      // Left open by the text, and said by the body that adopted it.
      const scored = typeof path === 'string' ? (/^tiers\.[^.]+\.scoring\.components$/u.test(path) ? [value] : []) : Object.values(objectIn(at(isObject(definition) ? definition : undefined, 'tiers'))).map((tier) => at(objectIn(tier), 'scoring', 'components'));
      for (const [code, names] of scored.flatMap(namedIn)) components.set(code, names);
      if (path === 'revocationGrounds' && value !== undefined) programmes.set(programme, { ...programmes.get(programme), revocationGrounds: { value } });
    }
  }
  const rounds = new Map(acts.flatMap(({ fact }) => (fact.type === 'RoundOpened' ? [[fact.data.round, fact.data.names] as const] : [])));
  const member = (programme: string, section: string, code: string): Notice => namesOf(at(programmes.get(programme), section, code)) ?? same(code);
  return {
    org: (id, day) => nameOn(tree, id, day) ?? tree.orgs.get(id)?.names[0] ?? same(id),
    tier: (programme, code) => member(programme, 'tiers', code),
    assessment: (programme, code) => member(programme, 'assessments', code),
    recognition: (programme, code) => member(programme, 'recognitions', code),
    milestone: (programme, code) => member(programme, 'milestones', code),
    scheme: (listed) => acts.flatMap(({ fact }) => (fact.type === 'CandidatesRanked' && fact.data.listed === listed ? [fact.data.scheme] : []))[0] ?? null,
    called: (programme, { tier, requirement }) => (programme === null ? {} : {
      ...(typeof tier === 'string' ? { tier: { [tier]: member(programme, 'tiers', tier) } } : {}),
      ...(typeof requirement === 'string' ? { requirement: { [requirement]: member(programme, 'training', requirement) }, parts: Object.fromEntries(namedIn(at(programmes.get(programme), 'training', requirement))) } : {}),
    }),
    component: (code) => components.get(code) ?? same(code),
    criterion: (programme, assessment, code) => namesOf(at(programmes.get(programme), 'assessments', assessment, 'criteria', code)) ?? same(code),
    round: (id) => rounds.get(id) ?? same(id),
    ground: (programme, code) => namesOf(list(at(programmes.get(programme), 'revocationGrounds', 'value')).find((one) => isObject(one) && one['code'] === code)) ?? same(code),
    exit: (programme, tier, code) => namesOf(at(programmes.get(programme), 'tiers', tier, 'exits', code)) ?? same(code),
  };
}

function at(object: JsonObject | undefined, ...path: readonly string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const step of path) value = isObject(value) ? value[step] : undefined;
  return value;
}

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function namesOf(value: Json | undefined): Notice | null {
  const names = at(isObject(value) ? value : undefined, 'names');
  return isObject(names) && typeof names['zh'] === 'string' && typeof names['en'] === 'string' ? { zh: names['zh'], en: names['en'] } : null;
}

/** Codes with their names, wherever they stand in a part of a programme. */
function namedIn(value: Json | undefined): readonly (readonly [string, Notice])[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(namedIn);
  if (!isObject(value)) return [];
  const [names, { code }] = [namesOf(value), value];
  return [...(names === null || typeof code !== 'string' ? [] : [[code, names] as const]), ...Object.values(value).flatMap(namedIn)];
}

function same(code: string): Notice {
  return { zh: code, en: code };
}
