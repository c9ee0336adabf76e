import { sameJson } from '../domain/decision';
import type { Recorded, Refusal, RoundId } from '../domain/facts';
import { underLead } from '../domain/lead';
import type { OrgsState } from '../domain/orgs';
import type { EffectiveProgramme, TierRules } from '../domain/programme-rules';
import { calledIn } from '../domain/refusal-names';
import { spokenValue } from '../domain/refusal-words';
import type { NoticeSupplemented, RoundOpened } from '../domain/round/facts';
import { leadFault, leadOfRound, matterOfRound } from '../domain/round/leading';
import { decideOpenRound } from '../domain/round/opening';
import { openedRound, round, type RoundState } from '../domain/round/round';
import { decideSupplementNotice, type SupplementChanges } from '../domain/round/supplement';
import { seatsBeside, yearsTogether, type RoundOfTier } from '../domain/round/tier-seats';
import { compared, ofOne, refusalOf, refusedBy, type Again, type Answer } from './what-if-answers';
import { gateFor } from './what-if-gates';
import { actOf, type AsRead } from './what-if-record';
import { lacksTier } from './what-if-streams';

/**
 * 启动届次: by which level, where the programme or the draft says who leads; else whether the draft has such a round, and
 * titles left for it beside the other rounds of its tier as they stood then.
 */
export async function openingAgain(read: AsRead, fact: RoundOpened): Promise<Again> {
  const { round: id, tier, version, adoptions, names } = fact.data;
  const [own, draft] = [await read.ownRules(fact), await read.draftFor({ version, adoptions })];
  const tree = await read.orgsAt(fact.meta.context.orgs ?? -1);
  if (own.lead !== undefined || draft.lead !== undefined) {
    const [was, would] = [openedUnder(own, fact, tree), openedUnder(draft, fact, tree)];
    if (was.by !== would.by) return { otherwise: [{ event: fact.id, type: fact.type, on: fact.meta.context.today, round: id, tier, teacher: null, about: names, was: was.answer, would: would.answer }] };
  }
  const opens = await openingBy(read, fact);
  return compared(fact, { round: id, tier, about: names, recorded: new Map([[null, null]]), by: (rules) => lacksTier(rules, tier) ?? ofOne(null, opens(rules)) }, own, await read.namedBy(fact, draft));
}

/** 补充通知: what it says anew, more titles among it. Who became eligible by it stands in the nominations. */
export async function supplementAgain(read: AsRead, fact: NoticeSupplemented): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const { tier, version, adoptions, demonstration, names } = openedRound(of);
  const { changes, waiver } = fact.data;
  const act = actOf(fact);
  const [opening] = await read.read(fact.stream);
  const others = await othersOf(read, fact, await read.roundsOf(openedRound(of).programme, tier), of.id);
  const [own, context] = [await read.ownRules(fact), await read.contextOf(fact)];
  const supplement = { changes: changes as SupplementChanges & typeof changes, act, people: [], ...(waiver === undefined ? {} : { waiver }) };
  const supplements = asLetThrough(own, others, (counted) => (rules) => {
    const asked = rules.tiers.find(({ code }) => code === tier);
    const beside = changes['awardSeats'] === undefined || opening === undefined || asked === undefined ? [] : seatsBeside(asked, counted, { day: opening.meta.effectiveOn, demonstration });
    return refusalOf(decideSupplementNotice(of, { ...supplement, beside }, context(rules)));
  });
  return compared(fact, { round: of.id, tier, about: names, recorded: new Map([[null, null]]), by: (rules) => lacksTier(rules, tier) ?? ofOne(null, supplements(rules)) }, own, await read.namedBy(fact, await read.draftFor({ version, adoptions })));
}

/** As many of the titles that a round would give as the draft has left beside the others of its tier; all of them where it counts them as the round's own rules do. */
export async function seatsLeft(read: AsRead, of: RoundState, { programme, own, wanted }: { readonly programme: EffectiveProgramme; readonly own: TierRules; readonly wanted: number }): Promise<number> {
  const tier = programme.tiers.find(({ code }) => code === own.code);
  if (tier === undefined || sameJson(countingOf(tier), countingOf(own))) return wanted;
  const [opening] = await read.read(`round-${of.id}`);
  if (opening?.type !== 'RoundOpened') throw new Error(`round ${of.id} was never opened`);
  const opens = await openingBy(read, opening as RoundOpened);
  const isRoom = (seats: number): boolean => !isForTitles(opens(programme, seats));
  if (isRoom(wanted)) return wanted;
  let [most, above] = [0, wanted];
  while (above - most > 1) {
    const middle = Math.floor((most + above) / 2);
    if (isRoom(middle)) most = middle;
    else above = middle;
  }
  return most;
}

/** What a tier's number of titles is counted by. */
function countingOf(tier: TierRules) {
  const { seats, seatsAs } = tier;
  return { number: seats?.value ?? null, word: seatsAs?.word ?? null, percent: seatsAs?.percent ?? null, years: yearsTogether(tier) };
}

/** Taken again by any rules; of as many titles as were asked for, or of so many. */
type ByRules = (rules: EffectiveProgramme, awardSeats?: number) => Refusal | null;

/** The opening as it was asked for. */
async function openingBy(read: AsRead, fact: RoundOpened): Promise<ByRules> {
  const { round: id, names, tier, track, parameters, demonstration, waiver } = fact.data;
  const { act, context: { today } } = fact.meta;
  const before = await read.fold(round, fact.stream, fact.revision - 1);
  const rounds = await read.roundsOf(fact.data.programme, tier);
  // Of the later ones it knew nothing, also where they were opened in the same moment.
  const others = await othersOf(read, fact, rounds.slice(0, rounds.findIndex((one) => one.round === id)), id);
  const [context, gate] = [await read.contextOf(fact), await gateFor(read, fact, 'OpenRound')];
  return asLetThrough(await read.ownRules(fact), others, (counted) => (rules, awardSeats = parameters.awardSeats) => {
    const asked = rules.tiers.find(({ code }) => code === tier);
    const beside = asked === undefined ? [] : seatsBeside(asked, counted, { day: today, demonstration });
    return refusalOf(gate(context(rules)) ?? decideOpenRound(before, { round: id, names, tier, track, parameters: { ...parameters, awardSeats }, demonstration, beside, ...(act === undefined ? {} : { act }), ...(waiver === undefined ? {} : { waiver }) }, context(rules)));
  });
}

/**
 * With the other rounds of the tier counted together, as the rules say. What stands on record although its own rules would now
 * refuse it for them was let through by itself, before rounds shared their number or by another process in the same moment, and
 * is tried by itself: that the draft refuses it must be the draft's doing.
 */
function asLetThrough(own: EffectiveProgramme, others: readonly RoundOfTier[], tried: (counted: readonly RoundOfTier[]) => ByRules): ByRules {
  const together = tried(others);
  return isForTitles(together(own)) ? tried([]) : together;
}

/** Whether it is refused for the number of its titles. */
function isForTitles(refusal: Refusal | null): boolean {
  return refusal?.rule.startsWith('awardSeats') === true;
}

/** Other rounds of the tier, as they stood when this was recorded. */
async function othersOf(read: AsRead, fact: Recorded, rounds: Awaited<ReturnType<AsRead['roundsOf']>>, own: RoundId): Promise<readonly RoundOfTier[]> {
  const others: RoundOfTier[] = [];
  for (const { round: id, on } of rounds) if (id !== own) others.push({ state: await read.besides(round, `round-${id}`, fact), openedOn: on });
  return others;
}

/** Who leads the round, and who opens it where that is for whoever leads. */
function openedUnder(rules: EffectiveProgramme, { data: { tier, parameters }, meta: { context } }: RoundOpened, tree: OrgsState): { readonly by: string; readonly answer: Answer } {
  const fault = leadFault(rules, tier, parameters, tree);
  if (fault !== null) return { by: fault.refusal.rule, answer: refusedBy(fault.refusal, { programme: rules, orgs: tree, day: context.today }) };
  const led = leadOfRound(rules, tier, parameters, tree);
  const opens = underLead(rules, matterOfRound(tier, parameters), tree).authority.OpenRound;
  const inputs = { working: led === null ? [] : [...led.working], level: led?.level ?? null, opens: opens?.level ?? null, post: opens?.post ?? null };
  const called = calledIn({ rule: 'leadsDiffer', inputs }, { programme: rules, orgs: tree, day: context.today });
  const word = (name: keyof typeof inputs) => spokenValue(inputs[name], { input: name, called: called[name] ?? {}, choice: false });
  const [level, working, at, post] = [word('level'), word('working'), word('opens'), word('post')];
  const leads = led === null ? { zh: '方案没有牵头分工', en: 'the programme knows no lead' } : { zh: `由${level.zh}级牵头（${working.zh}）`, en: `led at level ${level.en} (${working.en})` };
  const by = opens === undefined ? { zh: '', en: '' } : { zh: `，由${at.zh}级的${post.zh}启动（${opens.clause}）`, en: `, opened by a ${post.en} at level ${at.en} (${opens.clause})` };
  return {
    by: [led?.level, opens?.level, opens?.post].join(' '),
    answer: { decided: 'MAY', words: { zh: `${leads.zh}${by.zh}`, en: `${leads.en}${by.en}` }, ...(led === null ? {} : { clause: led.clause }) },
  };
}
