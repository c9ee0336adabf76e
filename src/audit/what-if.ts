import type { BusinessDate } from '../domain/dates';
import { sameJson } from '../domain/decision';
import { holderOfStream, type Aggregate, type EventId, type JsonObject, type NominationId, type PersonId, type Recorded, type Refusal, type Revision, type RoundId, type StreamName, type TeacherId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { panel, type PanelState } from '../domain/panel/state';
import { adoptionProblems, effectiveProgramme, type AdoptedValue } from '../domain/programme';
import type { EffectiveProgramme, ScoringScheme, TierRules } from '../domain/programme-rules';
import { adoptionsOf, programme } from '../domain/programme-stream';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import type { LeanHeld, LeanRule } from '../domain/rules/lean-rules';
import type { Eligibility } from '../domain/rules/eligibility';
import type { RankLine } from '../domain/round/facts';
import { leftUnrecommended } from '../domain/round/levels';
import { rankedBy, type Leaning } from '../domain/round/ranking';
import { parametersOf, round, type RoundState } from '../domain/round/round';
import { attachmentsOf } from '../domain/round/parameters';
import type { Attachment, TeacherFact } from '../domain/teacher/facts';
import { candidacyOf, eligibilityOf, refusalBy, type Candidacy, type Dossiers } from '../domain/teacher/nomination';
import { isRunning, LAST_DAY } from '../domain/teacher/nomination-view';
import { personsBehind, teacher, type TeacherState } from '../domain/teacher/teacher';
import { view, type LifeFact } from '../domain/teacher/view';
import { decodeAll } from '../event-store/codec';
import type { EventStore, StoredEnvelope } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import type { KeyStore } from '../keys/key-store';
import { whyOf } from './event-words';

/** A draft of a programme's next version: the file, and values for what it leaves open where nobody adopted one. */
export interface Draft {
  readonly definition: ProgrammeDefinition;
  readonly choices: readonly AdoptedValue[];
}

/** Days of acting, both inclusive. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** What was decided, in words, and by which rule where it was a refusal. */
export interface Answer {
  readonly decided: 'MAY' | 'REFUSED' | 'PROPOSED' | 'NOT_PROPOSED';
  readonly words: Notice;
}

/** One person whom the draft would have treated otherwise. */
export interface Otherwise {
  /** The recorded decision. */
  readonly event: EventId;
  readonly type: string;
  readonly on: BusinessDate;
  readonly round: RoundId;
  readonly tier: string;
  readonly teacher: TeacherId;
  readonly was: Answer;
  readonly would: Answer;
}

export interface WhatIf {
  readonly programme: string;
  readonly version: number;
  readonly period: Period;
  /** Recorded decisions that were taken again, by type. */
  readonly redecided: { readonly [type: string]: number };
  /** Recorded decisions of the programme in the period that rest on the notice, on a person's judgement or on another decision, by type. */
  readonly asTheyStand: { readonly [type: string]: number };
  readonly otherwise: readonly Otherwise[];
  /** What cannot be answered under the draft, each with the reason. */
  readonly unanswered: readonly { readonly event: EventId; readonly type: string; readonly round: RoundId | null; readonly words: Notice }[];
}

export interface WhatIfSources {
  readonly events: Pick<EventStore, 'readAll' | 'readStream'>;
  readonly keys: Pick<KeyStore, 'get'>;
}

/** A team's members are read together; a person's stream is asked for once or twice. */
const BIOGRAPHIES_KEPT = 100;
const REDECIDED: ReadonlySet<string> = new Set(['Nominated', 'NominationRefused', 'NominationCompleted', 'CandidatesRanked']);

/**
 * Takes the recorded decisions and refusals of a programme again under a draft of it, each on what its `meta.context` says
 * was read: the same facts, the same notice, the same day, other rules. Nothing is written.
 *
 * Errors: StoreUnavailableError, TamperedPartError.
 */
export async function whatIf(sources: WhatIfSources, draft: Draft, period: Period): Promise<WhatIf> {
  const { id, version } = draft.definition;
  const { decisions, others } = await decisionsOf(sources, id, period);
  const desk = new Redecision(sources, draft);
  const redecided: Record<string, number> = {};
  const asTheyStand: Record<string, number> = {};
  for (const type of others) asTheyStand[type] = (asTheyStand[type] ?? 0) + 1;
  const otherwise: Otherwise[] = [];
  const unanswered: WhatIf['unanswered'][number][] = [];
  for (const envelope of decisions) {
    const answers = await desk.again(envelope);
    if ('unanswered' in answers) {
      unanswered.push({ event: envelope.id, type: envelope.type, round: answers.round, words: answers.unanswered });
      continue;
    }
    redecided[envelope.type] = (redecided[envelope.type] ?? 0) + 1;
    otherwise.push(...answers.otherwise);
  }
  return { programme: id, version, period, redecided, asTheyStand, otherwise, unanswered };
}

/** What was decided by the programme in the period, in the order of the log: what is taken again, and the types of the rest. */
async function decisionsOf(sources: WhatIfSources, id: string, { from, to }: Period): Promise<{ readonly decisions: readonly StoredEnvelope[]; readonly others: readonly string[] }> {
  const decisions: StoredEnvelope[] = [];
  const others: string[] = [];
  for await (const page of sources.events.readAll(null)) {
    for (const { envelope } of page) {
      const { context, rule, via } = envelope.meta;
      if (context.programme?.id !== id || context.today < from || context.today > to) continue;
      if (REDECIDED.has(envelope.type)) decisions.push(envelope);
      // What settles a decision is no decision of its own.
      else if (rule !== undefined && via === undefined && !envelope.stream.startsWith('programme-')) others.push(envelope.type);
    }
  }
  return { decisions, others };
}

type Again = { readonly otherwise: readonly Otherwise[] } | { readonly unanswered: Notice; readonly round: RoundId | null };

/** Reads what a decision had read, and decides by the draft. Streams are kept while the decisions follow one another. */
class Redecision {
  readonly #facts = new Map<StreamName, readonly Recorded[]>();
  readonly #biographies: StreamName[] = [];
  readonly #drafts = new Map<string, EffectiveProgramme>();

  constructor(private readonly sources: WhatIfSources, private readonly draft: Draft) {}

  async again(envelope: StoredEnvelope): Promise<Again> {
    const fact = (await this.#read(envelope.stream)).find(({ id }) => id === envelope.id);
    if (fact === undefined) throw new Error(`event ${envelope.id} is not in ${envelope.stream}`);
    return fact.type === 'CandidatesRanked' ? this.#ranking(fact) : this.#nomination(fact as TeacherFact);
  }

  async #nomination(fact: TeacherFact): Promise<Again> {
    if (fact.type !== 'Nominated' && fact.type !== 'NominationRefused' && fact.type !== 'NominationCompleted') throw new Error(`${fact.type} is no decision on a nomination`);
    const { round: id } = fact.data;
    const stream: StreamName = `round-${id}`;
    const of = await this.#fold(round, stream, this.#upTo(fact, stream));
    const tried = await this.#tierOf(of);
    if ('unanswered' in tried) return { ...tried, round: id };
    if ((await this.#read(fact.stream)).some(({ type }) => type === 'PersonalDataErased')) return { round: id, unanswered: { zh: '本人信息已删除，无从重判。', en: 'Her personal data was erased, so it cannot be decided again.' } };
    const state = await this.#fold(teacher, fact.stream, fact.revision - 1);
    const { today } = fact.meta.context;
    const completed = fact.type === 'NominationCompleted' || (fact.type === 'NominationRefused' && fact.data.useCase === 'CompleteNomination');
    const dossiers = await this.#dossiers(state, fact);
    if (dossiers === null) return { round: id, unanswered: { zh: '团队成员的档案当时没有记入所读，无从重判。', en: 'What was read of the team\'s members is not on record, so it cannot be decided again.' } };
    const would = completed
      ? asCompleted(eligibilityOf(state.facts, of, tried.programme, today, dossiers), state.id)
      : candidacyOf(state, { round: of, attachments: handedIn(fact, of), unrecommended: await this.#unrecommended(state, dossiers, fact), dossiers }, { programme: tried.programme, today, orgs: await this.#fold(orgs, 'orgs', fact.meta.context.orgs ?? -1) });
    const refused = fact.type === 'NominationRefused';
    if ((would.kind === 'barred') === refused) return { otherwise: [] };
    return {
      otherwise: [{
        event: fact.id, type: fact.type, on: today, round: id, tier: tried.tier.code, teacher: state.id,
        was: refused ? { decided: 'REFUSED', words: whyOf(fact.data.rule, fact.data.clause, fact.data.inputs, fact.private[state.id] ?? null) } : MAY,
        would: would.kind === 'may' ? MAY : { decided: 'REFUSED', words: refusalWords(would.refusal) },
      }],
    };
  }

  async #ranking(fact: Recorded): Promise<Again> {
    const id = fact.stream.replace(/^round-/u, '');
    const of = await this.#fold(round, fact.stream, fact.revision - 1);
    const tried = await this.#tierOf(of);
    if ('unanswered' in tried) return { ...tried, round: id };
    const { tier } = tried;
    const { scoring } = tier;
    if (scoring === null) return { round: id, unanswered: { zh: `草案的层级 ${tier.code} 没有评分办法，无从排名。`, en: `The draft has no scoring scheme for tier ${tier.code}, so nobody can be ranked.` } };
    const panels = await Promise.all(of.panels.map(({ stream }) => this.#fold(panel, stream, this.#upTo(fact, stream))));
    const unmarked = marksMissing(scoring, panels);
    if (unmarked.length > 0) return { round: id, unanswered: { zh: `草案的评分项 ${unmarked.join('、')} 当时没有评分，无从排名。`, en: `Nobody gave a mark for ${unmarked.join(', ')} of the draft, so nobody can be ranked.` } };
    const recorded = (fact.data as { readonly lines?: readonly RankLine[] }).lines ?? [];
    const leans = leansAsFound(fact, scoring);
    if (leans === null) return { round: id, unanswered: { zh: '草案的倾斜或优先当时没有核查，或排名明细另存，无从排名。', en: 'What the draft leans to was not looked at then, so nobody can be ranked.' } };
    const ranked = rankedAsBefore(of, tier, scoring, panels, recorded, leans);
    if (ranked.kind === 'refused') return { round: id, unanswered: refusalWords(ranked.refusal) };
    const places = new Map(ranked.lines.map(({ line }) => [line.nomination, line]));
    // Without the erased the places of the others would move: that is no doing of the draft.
    const gone = recorded.filter(({ nomination }) => !places.has(nomination)).length;
    if (gone > 0) return { round: id, unanswered: { zh: `${gone} 名候选人的个人信息已删除，评分不复存在，无从重新排名。`, en: `The scores of erased candidates are gone (${gone}), so the others cannot be ranked again.` } };
    const { today } = fact.meta.context;
    return {
      otherwise: recorded.flatMap((line): readonly Otherwise[] => {
        const now = places.get(line.nomination);
        if (now === undefined || now.proposed === line.proposed) return [];
        return [{
          event: fact.id, type: fact.type, on: today, round: id, tier: tier.code, teacher: line.teacher,
          was: placed(line.rank, line.proposed, totalIn(fact.private[line.teacher])),
          would: placed(now.rank, now.proposed, now.working.total, now.working.below),
        }];
      }),
    };
  }

  /** The draft as the round would have read it, and the round's tier in it. */
  async #tierOf(of: RoundState): Promise<{ readonly programme: EffectiveProgramme; readonly tier: TierRules } | { readonly unanswered: Notice }> {
    const { opened } = of;
    if (opened === null) throw new Error(`round ${of.id} is not open where a decision was taken on it`);
    const effective = await this.#effective(opened.version, opened.adoptions);
    const tier = effective.tiers.find(({ code }) => code === opened.tier);
    if (tier === undefined) return { unanswered: { zh: `草案没有层级 ${opened.tier}。`, en: `The draft has no tier ${opened.tier}.` } };
    const { awardSeats } = parametersOf(of);
    if (tier.seats !== null && awardSeats > tier.seats.value) return { unanswered: { zh: `该届授予 ${awardSeats} 名，草案只许 ${tier.seats.value} 名：这样的届次不能启动。`, en: `The round has ${awardSeats} titles and the draft allows ${tier.seats.value}: such a round could not have opened.` } };
    return { programme: effective, tier };
  }

  /** What bureaux adopted of the pinned version holds for the same open value of the draft, as far as it may; then the draft's own choices. */
  async #effective(version: number, adoptions: Revision): Promise<EffectiveProgramme> {
    const key = `${version}#${adoptions}`;
    const known = this.#drafts.get(key);
    if (known !== undefined) return known;
    const { definition, choices } = this.draft;
    const json = JSON.parse(JSON.stringify(definition)) as JsonObject;
    const kept = adoptionsOf(await this.#fold(programme, `programme-${definition.id}`, Number.MAX_SAFE_INTEGER), version, adoptions).filter(({ path, value }) => adoptionProblems(json, [], path, value).length === 0);
    const effective = effectiveProgramme({ programme: definition.id, version: definition.version, definition: json }, kept, adoptions, choices);
    this.#drafts.set(key, effective);
    return effective;
  }

  /** As the command read it: what still ran of hers, or of a member's, in other rounds and had come to nothing there. */
  async #unrecommended(state: TeacherState, dossiers: Dossiers, fact: TeacherFact): Promise<ReadonlySet<NominationId>> {
    const over = new Set<NominationId>();
    for (const { nomination, round: other } of [state.facts, ...dossiers.values()].flatMap((facts) => view(facts, LAST_DAY).nominations).filter((entry) => isRunning(entry))) {
      const stream: StreamName = `round-${other}`;
      if (fact.meta.context.streams?.[stream] === undefined) continue;
      if (leftUnrecommended(await this.#fold(round, stream, this.#upTo(fact, stream)), nomination)) over.add(nomination);
    }
    return over;
  }

  /** Of a team, what the command read of everybody in it; null where it is not on record whom it read. */
  async #dossiers(state: TeacherState, fact: TeacherFact): Promise<Dossiers | null> {
    const dossiers = new Map<PersonId, readonly LifeFact[]>();
    if (state.kind === 'PERSON') return dossiers;
    for (const person of personsBehind(state)) {
      const stream: StreamName = `teacher-${person}`;
      const upTo = this.#upTo(fact, stream);
      if (upTo < 0) return null;
      dossiers.set(person, (await this.#fold(teacher, stream, upTo)).facts);
    }
    return dossiers;
  }

  #upTo(fact: Pick<Recorded, 'meta'>, stream: StreamName): Revision {
    return fact.meta.context.streams?.[stream] ?? -1;
  }

  async #fold<S, F>(aggregate: Aggregate<S, F & Recorded>, stream: StreamName, upTo: Revision): Promise<S> {
    const facts = await this.#read(stream);
    return facts.filter(({ revision }) => revision <= upTo).reduce((state, fact) => aggregate.evolve(state, fact as F & Recorded), aggregate.initial(stream));
  }

  async #read(stream: StreamName): Promise<readonly Recorded[]> {
    const known = this.#facts.get(stream);
    if (known !== undefined) return known;
    const envelopes: StoredEnvelope[] = [];
    for await (const page of this.sources.events.readStream(stream)) envelopes.push(...page.map(({ envelope }) => envelope));
    const facts = await decodeAll(envelopes, this.sources.keys);
    if (stream.startsWith('team-') || (stream.startsWith('teacher-') && this.#biographies.length >= BIOGRAPHIES_KEPT)) for (const old of this.#biographies.splice(0)) this.#facts.delete(old);
    if (holderOfStream(stream) !== null) this.#biographies.push(stream);
    this.#facts.set(stream, facts);
    return facts;
  }
}

const MAY: Answer = { decided: 'MAY', words: { zh: '准予申报', en: 'may be nominated' } };

function asCompleted(eligibility: Eligibility, id: TeacherId): Pick<Candidacy & { kind: 'barred' }, 'kind' | 'refusal'> | { readonly kind: 'may' } {
  return eligibility.refusal === null ? { kind: 'may' } : { kind: 'barred', refusal: refusalBy(eligibility.refusal, id) };
}

/** What she handed in; a refusal does not repeat it, and says only what was missing of what the notice asks. */
function handedIn(fact: TeacherFact, of: RoundState): readonly Attachment[] {
  if (fact.type === 'Nominated') return fact.data.attachments;
  const missing = fact.type === 'NominationRefused' && fact.data.rule === 'attachmentMissing' ? fact.data.inputs['missing'] : [];
  const without = new Set(Array.isArray(missing) ? missing : []);
  return attachmentsOf(parametersOf(of), 'SCHOOL').filter((kind) => !without.has(kind)).map((kind) => ({ kind, file: null, type: null, size: null, print: null }));
}

/** Components of the draft that no sheet, clerk or ballot of the round gave a mark for. */
function marksMissing({ components }: ScoringScheme, panels: readonly PanelState[]): readonly string[] {
  const given = new Set(panels.flatMap((of) => [
    ...[...of.opened.values()].flatMap((sheets) => (sheets ?? []).flatMap((sheet) => Object.keys(sheet.components))),
    ...[...of.openedMarks.values()].flatMap((marks) => Object.keys(marks?.components ?? {})),
    ...[...of.ballots.values()].flatMap((votes) => [...votes.keys()]),
  ]));
  return components.map(({ code }) => code).filter((code) => !given.has(code));
}

/** Who was found to have what the draft leans to, under the draft's own points; null where it leans to what nobody looked at, or the workings stand apart. */
function leansAsFound({ data, private: parts }: Recorded, { leans = [] }: ScoringScheme): Leaning | null {
  if (leans.length === 0) return new Map();
  const { scheme, listed } = data as { readonly scheme?: { readonly leans?: readonly LeanRule[] }; readonly listed?: string | null };
  const asked = new Map((scheme?.leans ?? []).map((lean) => [lean.code, lean]));
  const same = ({ code, toward, who }: LeanRule): boolean => { const was = asked.get(code); return was !== undefined && sameJson(was.toward, toward) && sameJson(was.who, who); };
  if ((listed ?? null) !== null || !leans.every(same)) return null;
  return new Map(Object.entries(parts).map(([holder, part]) => {
    const found = (part?.['working'] as { readonly leans?: readonly LeanHeld[] } | undefined)?.leans ?? [];
    return [holder, leans.flatMap(({ code, clause, form, points }) => found.filter((one) => one.code === code).map(({ because }): LeanHeld => ({ code, clause, form, points, because })))];
  }));
}

/** A tie that stops for a person is settled as the record settled it: the draft is asked for its rules and not for another person's mind. */
function rankedAsBefore(of: RoundState, tier: TierRules, scheme: ScoringScheme, panels: readonly PanelState[], recorded: readonly RankLine[], leans: Leaning) {
  const place = new Map(recorded.map(({ nomination, proposed }, index) => [nomination, (proposed ? 0 : recorded.length) + index]));
  const orders: (readonly NominationId[])[] = [];
  for (;;) {
    const ranked = rankedBy(of, tier, scheme, panels, orders, leans);
    const tied = ranked.kind === 'refused' && ranked.refusal.rule === 'tieAtTheCut' ? ranked.refusal.inputs['group'] : null;
    if (!Array.isArray(tied) || orders.length > recorded.length) return ranked;
    orders.push(tied.map(String).sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)));
  }
}

function placed(rank: number, proposed: boolean, total: string | null, below: readonly string[] = []): Answer {
  const [zh, en] = total === null ? ['', ''] : [`总分 ${total}，`, `total ${total}, `];
  const [under, beneath] = below.length === 0 ? ['', ''] : [`，未达入选线（${below.join('、')}）`, `, below the line (${below.join(', ')})`];
  return proposed
    ? { decided: 'PROPOSED', words: { zh: `${zh}第 ${rank} 名，拟入选`, en: `${en}rank ${rank}, proposed` } }
    : { decided: 'NOT_PROPOSED', words: { zh: `${zh}第 ${rank} 名，未拟入选${under}`, en: `${en}rank ${rank}, not proposed${beneath}` } };
}

/** Of a long ranking the workings stand in the parts before its head: then the head's own part has none. */
function totalIn(own: JsonObject | null | undefined): string | null {
  const working = own?.['working'];
  const total = typeof working === 'object' && working !== null && !Array.isArray(working) ? (working as JsonObject)['total'] : undefined;
  return typeof total === 'string' ? total : null;
}

function refusalWords({ rule, clause, inputs, personal }: Refusal): Notice {
  return whyOf(rule, clause ?? null, inputs, Object.values(personal ?? {})[0] ?? null);
}
