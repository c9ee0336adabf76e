import type { CandidatesAdmitted, ConfirmationDecided } from '../domain/cultivation/facts';
import { decideAdmit, decideConfirm, pool, type PoolState } from '../domain/cultivation/pool';
import { addDays, addYears } from '../domain/dates';
import { citing } from '../domain/decision';
import type { NominationId, Refusal, StreamName, TeacherId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { round } from '../domain/round/round';
import { decideConfirmCandidate } from '../domain/teacher/cultivation';
import type { ConferralDeclined, TitleConferred } from '../domain/teacher/facts';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { conferralFault } from '../domain/teacher/title';
import { view } from '../domain/teacher/view';
import type { ConfirmationDeclined } from '../domain/teacher/ways-facts';
import { actImpossible, noTier, NOT_ALL_ON_RECORD, ofOne, recordedRefusal, refusalOf, termTo, type Again, type Answer, type Unanswerable } from './what-if-answers';
import { gateFor } from './what-if-gates';
import { actOf, ofProgramme, type AsRead } from './what-if-record';
import { endsOtherwise, lacksTier } from './what-if-streams';
import { poolReadBy, takingUp } from './what-if-titles';

/** 入选培养: the places of the tier's number over all batches, in the order of the list. */
export async function admissionAgain(read: AsRead, fact: CandidatesAdmitted): Promise<Again> {
  const { places, declined, reservation, tier, round: id } = fact.data;
  const stream: StreamName = `round-${id}`;
  const [state, of, context] = [await read.fold(pool, fact.stream, fact.revision - 1), await read.fold(round, stream, read.upTo(fact, stream)), await read.contextOf(fact)];
  const own = await read.ownRules(fact);
  const named = await read.namedBy(fact, own);
  const tierIn = ({ tiers }: EffectiveProgramme) => tiers.find(({ code }) => code === tier);
  const clauseIn = (rules: EffectiveProgramme, rule: string): string | null => (rule === 'poolFull' ? (tierIn(rules)?.seats?.clause ?? null) : null);
  return ofProgramme(read, fact, {
    round: id, tier, recorded: new Map<TeacherId, Answer | null>([...places.map(({ teacher: who }) => [who, null] as const), ...declined.map(({ teacher: who, rule, inputs }) => [who, recordedRefusal(rule, clauseIn(own, rule), inputs, null, named)] as const)]),
    by: (rules) => {
      const known = poolIn(rules, tier);
      if (known !== null) return known;
      const decided = decideAdmit(state, { round: of, reservation }, context(rules));
      if (decided.kind === 'refused') return actImpossible(decided.refusal);
      const out = decided.events.flatMap((event) => (event.type === 'CandidatesAdmitted' ? event.data.declined : []));
      return new Map(out.map(({ teacher: who, rule, inputs }) => [who, { rule, inputs, ...citing({ clause: clauseIn(rules, rule) }) }]));
    },
    comesTo: (rules) => {
      const ends = tierIn(rules)?.pool?.endsAfterYears ?? null;
      const to = ends === null ? null : addDays(addYears(fact.meta.effectiveOn, ends.value), -1);
      return { words: to === null ? { zh: '培养没有期限', en: 'cultivated with no last day' } : { zh: `培养至 ${to}`, en: `cultivated to ${to}` }, clause: ends?.clause ?? null };
    },
  });
}

/** What is said of one person; every other refusal is of the act. */
const OF_ONE: ReadonlySet<string> = new Set(['cultivationNotOver', 'placeInPoolOver', 'noTitleLeftInPool', 'notInPool']);

/** 认定 out of a pool: in the order of the act, as many as the draft has titles for, and nobody before the draft's years. */
export async function confirmationAgain(read: AsRead, fact: ConfirmationDecided): Promise<Again> {
  const state = await read.fold(pool, fact.stream, fact.revision - 1);
  const { tier, batch, conferredOn, confirmations } = fact.data;
  const [act, context, gate] = [actOf(fact), await read.contextOf(fact), await gateFor(read, fact, 'ConferTitles', [['conferredOn', conferredOn], ['act.date', actOf(fact).date]])];
  // Nobody is confirmed twice but where the first title was voided, as her own record told then.
  const voided = new Set(confirmations.map(({ nomination }) => nomination));
  return ofProgramme(read, fact, {
    round: null, tier, recorded: new Map(confirmations.map((one) => [one.teacher, null])),
    by: (rules) => {
      const known = poolIn(rules, tier);
      if (known !== null) return known;
      const asked = (nominations: readonly NominationId[]) => refusalOf(gate(context(rules)) ?? decideConfirm(state, { tier, batch, act, conferredOn, nominations, voided }, context(rules)));
      if (asked(confirmations.map(({ nomination }) => nomination)) === null) return new Map();
      const refusals = new Map<TeacherId, Refusal>();
      const kept: NominationId[] = [];
      for (const { nomination, teacher: who } of confirmations) {
        const refusal = asked([...kept, nomination]);
        if (refusal === null) kept.push(nomination);
        else if (OF_ONE.has(refusal.rule)) refusals.set(who, refusal);
        else return actImpossible(refusal);
      }
      return refusals;
    },
  });
}

/** What a confirmation came to on her own stream: the title, or what stood against it with its working. */
export async function confirmedAgain(read: AsRead, fact: ConfirmationDeclined | TitleConferred): Promise<Again> {
  const { reservation, batch, nomination, tier } = fact.data;
  const stream = poolReadBy(fact);
  const decision = stream === undefined ? undefined : (await read.read(stream)).find(({ id }) => id === reservation);
  const places: PoolState | null = stream === undefined ? null : await read.fold(pool, stream, read.upTo(fact, stream));
  const member = places?.members.get(nomination);
  const confirmation = decision === undefined ? undefined : (decision as ConfirmationDecided).data.confirmations.find((one) => one.nomination === nomination);
  if (decision === undefined || member === undefined || confirmation === undefined) return { round: fact.data.round, unanswered: NOT_ALL_ON_RECORD };
  const of = await read.fold(round, `round-${member.round}`, read.upTo(fact, `round-${member.round}`));
  const [state, context] = [await read.dossier(fact, fact.stream, fact.revision - 1), await read.contextOf(fact)];
  const named = await read.namedBy(fact, await read.ownRules(fact));
  const confirmed = (rules: EffectiveProgramme) => decideConfirmCandidate(state, { reservation, batch, conferredOn: fact.meta.effectiveOn, act: actOf(decision), confirmation, member, round: of }, context(rules));
  return ofProgramme(read, fact, {
    round: of.id, tier, recorded: new Map([[state.id, fact.type === 'TitleConferred' ? null : recordedRefusal(fact.data.rule, fact.data.clause, fact.data.inputs, fact.private[state.id] ?? null, named)]]),
    by: (rules) => {
      const known = poolIn(rules, tier);
      if (known !== null) return known;
      return ofOne(state.id, declinedIn(confirmed(rules), state.id));
    },
    comesTo: (rules) => {
      const decided = confirmed(rules);
      const conferred = decided.kind === 'events' ? decided.events.find((event) => event.type === 'TitleConferred') : undefined;
      return conferred?.type === 'TitleConferred' ? takingUp(termTo(conferred.data.term.to, rules.tiers.find(({ code }) => code === tier)?.termYears?.clause, rules), view(state.facts, LAST_DAY).titles, conferred, rules) : null;
    },
  });
}

/** 授予未成: what stood against the title on her own stream when its turn came. */
export async function declinedAgain(read: AsRead, fact: ConferralDeclined): Promise<Again> {
  const { round: id, nomination, rule, inputs } = fact.data;
  const stream: StreamName = `round-${id}`;
  const [of, state] = [await read.fold(round, stream, read.upTo(fact, stream)), await read.dossier(fact, fact.stream, fact.revision - 1)];
  const dossiers = await read.dossiersOf(state, fact);
  if (dossiers === null) return { round: id, unanswered: NOT_ALL_ON_RECORD };
  const { tier = null } = of.opened ?? {};
  const own = await read.ownRules(fact);
  const named = await read.namedBy(fact, own);
  return ofProgramme(read, fact, {
    round: id, tier, recorded: new Map([[state.id, recordedRefusal(rule, rule === 'termOverlaps' ? (own.tiers.find(({ code }) => code === tier)?.termYears?.clause ?? null) : null, inputs, fact.private[state.id] ?? null, named)]]),
    by: (rules) => (tier === null ? null : lacksTier(rules, tier) ?? endsOtherwise(own.tiers.find(({ code }) => code === tier), rules)) ?? ofOne(state.id, conferralFault(state, of, nomination, fact.meta.effectiveOn, { dossiers, today: fact.meta.context.today, programme: rules })),
  });
}

/** What a pool had no place for is decided by the pool. */
export function isOfThePool({ data }: ConferralDeclined): boolean {
  return data.rule === 'poolFull' || data.rule === 'inPoolAlready';
}

function poolIn(rules: EffectiveProgramme, code: string): Unanswerable | null {
  const tier = rules.tiers.find((entry) => entry.code === code);
  if (tier === undefined) return { unanswerable: noTier(code) };
  return tier.pool === undefined ? { unanswerable: { zh: `草案的层级“${tier.names.zh}”没有培养环节，当时的培养名单无从对应。`, en: `Tier "${tier.names.en}" of the draft has no pool, so there is no place that she could have had in it.` } } : null;
}

function declinedIn(decided: ReturnType<typeof decideConfirmCandidate>, id: TeacherId): Refusal | null {
  if (decided.kind === 'refused') return decided.refusal;
  const declined = decided.events.find((event) => event.type === 'ConfirmationDeclined');
  if (declined?.type !== 'ConfirmationDeclined') return null;
  const { rule, clause, inputs } = declined.data;
  const own = declined.private?.[id];
  return { rule, inputs, ...(clause === null ? {} : { clause }), ...(own === undefined ? {} : { personal: { [id]: own } }) };
}
