import type { DecisionContext } from '../domain/context';
import type { Aggregate, Recorded, Refusal } from '../domain/facts';
import type { EffectiveProgramme, TierRules } from '../domain/programme-rules';
import { openedRound, type RoundState } from '../domain/round/round';
import { noAssessment, noTier, ofOne, refusalOf, type Again, type Coming, type Retrial, type Unanswerable } from './what-if-answers';
import { ofProgramme, type AsRead } from './what-if-record';

/** What a decider answers, as far as it is told here. */
export interface Decided {
  readonly kind: string;
  readonly refusal?: Refusal;
  readonly events: readonly { readonly type: string; readonly data: object }[];
}

interface OnStream<S> extends Partial<Pick<Retrial, 'round' | 'tier' | 'about'>> {
  /** Whom it is about; left out: no one person. */
  readonly person?: string | null;
  readonly decide: (context: DecisionContext, state: S) => Decided;
  /** What the rules lack to be asked at all. */
  readonly lacks?: (rules: EffectiveProgramme, state: S) => Unanswerable | null;
  /** In words, of the events that come of it, where the rules say more than yes. */
  readonly comesTo?: (events: Decided['events'], rules: EffectiveProgramme) => Coming | null;
}

/** A decision on its own stream, which had read no other but what the context holds. */
export async function onItsStream<S, F extends Recorded>(read: AsRead, fact: Recorded, aggregate: Aggregate<S, F>, of: OnStream<S>): Promise<Again> {
  return onState(read, fact, await read.fold(aggregate, fact.stream, fact.revision - 1), of);
}

/** A decision on a state that was put together for it. */
export async function onState<S>(read: AsRead, fact: Recorded, state: S, { person = null, round = null, tier = null, about, decide, lacks, comesTo }: OnStream<S>): Promise<Again> {
  const context = await read.contextOf(fact);
  return ofProgramme(read, fact, {
    round, tier, ...(about === undefined ? {} : { about }), recorded: new Map([[person, null]]),
    by: (rules) => lacks?.(rules, state) ?? ofOne(person, refusalOf(decide(context(rules), state))),
    ...(comesTo === undefined ? {} : { comesTo: (rules: EffectiveProgramme) => comesTo(decide(context(rules), state).events, rules) }),
  });
}

/** A decision of a round is about the round; a draft without its tier is not asked. */
export function aboutRound(of: RoundState): Pick<Retrial, 'round' | 'tier' | 'about'> & { readonly lacks: (rules: EffectiveProgramme) => Unanswerable | null } {
  const { tier, names } = openedRound(of);
  return { round: of.id, tier, about: names, lacks: (rules) => lacksTier(rules, tier) };
}

export function lacksTier(rules: EffectiveProgramme, tier: string): Unanswerable | null {
  return rules.tiers.some(({ code }) => code === tier) ? null : { unanswerable: noTier(tier) };
}

export function lacksAssessment(rules: EffectiveProgramme, code: string): Unanswerable | null {
  return rules.assessments.some((entry) => entry.code === code) ? null : { unanswerable: noAssessment(code) };
}

/** Of a tier that ends otherwise by the draft, in a title or in a pool: whether it would have conferred, or admitted, nobody decided. */
export function endsOtherwise(own: TierRules | undefined, rules: EffectiveProgramme): Unanswerable | null {
  const tier = rules.tiers.find(({ code }) => code === own?.code);
  if (own === undefined || tier === undefined || (tier.pool === undefined) === (own.pool === undefined)) return null;
  const { zh, en } = tier.names;
  return {
    unanswerable: tier.pool === undefined
      ? { zh: `草案的层级“${zh}”由选拔直接授予，而当时的决定是先入选培养：草案使本届另有结果，当时没有作出那样的决定。`, en: `Tier "${en}" of the draft is conferred by the selection itself, and those who were chosen then were to be cultivated first: the draft has the round end otherwise than it did, and nobody decided that.` }
      : { zh: `草案的层级“${zh}”先入选培养、后认定，而当时的决定是直接授予：按草案只列入培养，不授予称号，当时没有作出那样的决定。`, en: `Tier "${en}" of the draft has those who are chosen cultivated first, and they were conferred at once then: the draft has the round end otherwise than it did, with places in a pool and no title, and nobody decided that.` },
  };
}
