import type { Recorded, StreamName } from '../domain/facts';
import { round } from '../domain/round/round';
import { takenUpBy } from '../domain/teacher/absorption';
import { assessmentOf, decideConcludeAssessment, verdictTypes } from '../domain/teacher/assessment';
import type { Assessed, Grade, TitleConferred, TitleRevoked } from '../domain/teacher/facts';
import { decideGrantLifetime } from '../domain/teacher/lifetime';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import type { TeacherState } from '../domain/teacher/teacher';
import type { LifetimeTitleGranted, TitleRenewed } from '../domain/teacher/title-facts';
import { decideRevoke } from '../domain/teacher/title-revocation';
import { decideRenew } from '../domain/teacher/title-term';
import { view, type TitleView } from '../domain/teacher/view';
import { actImpossible, noAssessment, ofOne, refusalOf, termTo, type Again, type Coming, type Retrial } from './what-if-answers';
import { gateFor } from './what-if-gates';
import { actOf, ofProgramme, type AsRead } from './what-if-record';
import { lacksTier } from './what-if-streams';

/** 续认、认定终身、撤销: on her dossier as it stood, by the same act. */
export async function titleActAgain(read: AsRead, fact: LifetimeTitleGranted | TitleRenewed | TitleRevoked): Promise<Again> {
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  const { title, tier } = fact.data;
  const act = actOf(fact);
  const { effectiveOn } = fact.meta;
  const held = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  return tried(read, fact, state, { round: held?.round ?? null, tier }, (context) => {
    switch (fact.type) {
      case 'LifetimeTitleGranted':
        return decideGrantLifetime(state, { title, act, effectiveOn }, context);
      case 'TitleRenewed':
        return decideRenew(state, { title, from: fact.data.term.from, act }, context);
      case 'TitleRevoked': {
        const { ground, authority, certificateRecovered } = fact.data;
        return decideRevoke(state, { title, ground, authority, certificateRecovered, act, effectiveOn }, context);
      }
    }
  }, ([first], rules) => (first?.type === 'TitleRenewed' ? termTo(first.data.term.to, rules.tiers.find(({ code }) => code === tier)?.termYears?.clause, rules) : null));
}

/** A verdict, with the revocation that the same act listed: whether the draft knows the assessment, the grade, the ground. */
export async function verdictAgain(read: AsRead, fact: Assessed): Promise<Again> {
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  const { assessment, programme, code, cohort, kind, period, title, assessor, criteria } = fact.data;
  const held = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  const listed = await listedWith(read, fact);
  const asked = {
    assessment, programme, kind, period, title, assessor, act: actOf(fact), effectiveOn: fact.meta.effectiveOn, grade: gradeOf(fact.type),
    ...(code === undefined ? {} : { code }), ...(cohort === undefined ? {} : { cohort }),
    ...(criteria === undefined ? {} : { marks: Object.fromEntries(criteria.map(({ code: criterion, mark }) => [criterion, mark])) }),
    ...(listed === undefined ? {} : { revocation: { ground: listed.data.ground, authority: listed.data.authority, certificateRecovered: listed.data.certificateRecovered } }),
  };
  const gate = cohort === undefined ? await gateFor(read, fact, 'OpenAssessment', [['effectiveOn', fact.meta.effectiveOn]]) : () => null;
  return tried(read, fact, state, { round: held?.round ?? null, tier: held?.tier ?? null }, (context) => gate(context) ?? decideConcludeAssessment(state, asked, context), verdictWords, (rules) => {
    const picked = assessmentOf(rules, asked);
    return picked.kind === 'refused' ? { unanswerable: noAssessment(code ?? kind) } : null;
  });
}

/** What it comes to in all, and which milestone it reaches or misses. */
function verdictWords(events: Decided['events'], { milestones = [] }: Rules): Coming | null {
  const parts = events.flatMap((event) => {
    if (event.type === 'MilestoneReached' || event.type === 'MilestoneMissed') {
      const { names = { zh: '', en: '' }, clause = null } = milestones.find(({ code }) => code === event.data.milestone) ?? {};
      return [{ ...(event.type === 'MilestoneReached' ? { zh: `达标：${names.zh}`, en: `milestone reached: ${names.en}` } : { zh: `未达标：${names.zh}`, en: `milestone missed: ${names.en}` }), clause }];
    }
    const total = 'total' in event.data && typeof event.data.total === 'string' ? event.data.total : null;
    return total === null ? [] : [{ zh: `总分 ${total}`, en: `total ${total}`, clause: event.rule?.clause ?? null }];
  });
  return parts.length === 0 ? null : { words: { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') }, clause: parts.at(-1)?.clause ?? null };
}

/** A revocation that stands in one append with the verdict is taken again with that. */
export async function isListedRevocation(read: AsRead, fact: Recorded): Promise<boolean> {
  const before = (await read.read(fact.stream))[fact.revision - 1];
  return fact.type === 'TitleRevoked' && before?.meta.commandId === fact.meta.commandId && isVerdict(before.type);
}

export function isVerdict(type: string): boolean {
  return Object.values<string>(verdictTypes).includes(type);
}

type Decided = ReturnType<typeof decideRevoke>;
type ComesTo = (events: Decided['events'], rules: Rules) => Coming | null;
type Context = Parameters<typeof decideRevoke>[2];
type Rules = Parameters<Retrial['by']>[0];

async function tried(read: AsRead, fact: Recorded, state: TeacherState, of: Pick<Retrial, 'round' | 'tier'>, decide: (context: Context) => Decided, comesTo: ComesTo, unknown?: (rules: Rules) => ReturnType<typeof actImpossible> | null): Promise<Again> {
  const context = await read.contextOf(fact);
  return ofProgramme(read, fact, {
    ...of, recorded: new Map([[state.id, null]]),
    by: (rules) => {
      const missing = (of.tier === null ? null : lacksTier(rules, of.tier)) ?? unknown?.(rules);
      if (missing) return missing;
      const refusal = refusalOf(decide(context(rules)));
      return refusal !== null && NEEDS_MORE.has(refusal.rule) ? actImpossible(refusal) : ofOne(state.id, refusal);
    },
    comesTo: (rules) => comesTo(decide(context(rules)).events, rules),
  });
}

/** Refusals that say what nobody was asked for then, and nothing of her. */
const NEEDS_MORE: ReadonlySet<string> = new Set(['criteriaNotMarked', 'assessedInCohort', 'assessmentNotNamed', 'periodNotAYear']);

async function listedWith(read: AsRead, fact: Assessed): Promise<TitleRevoked | undefined> {
  const next = (await read.read(fact.stream))[fact.revision + 1];
  return next?.meta.commandId === fact.meta.commandId && next.type === 'TitleRevoked' ? (next as TitleRevoked) : undefined;
}

function gradeOf(type: Assessed['type']): Grade {
  const grades: readonly Grade[] = ['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED'];
  const grade = grades.find((one) => verdictTypes[one] === type);
  if (grade === undefined) throw new Error(`${type} is no verdict`);
  return grade;
}

/** What a title comes to where its tier takes up lower ones (E11): with those that end on its first day, by the clause that ends them. */
export function takingUp(title: Coming, titles: readonly TitleView[], { data }: Pick<TitleConferred, 'data'>, rules: Rules): Coming {
  const tier = rules.tiers.find(({ code }) => code === data.tier);
  if (tier === undefined) return title;
  const taken = takenUpBy({ programme: rules, tier, on: data.term.from }, titles);
  if (taken.length === 0) return title;
  const names = taken.map((held) => rules.tiers.find(({ code }) => code === held.tier)?.names ?? { zh: held.tier, en: held.tier });
  const [zh, en] = [names.map((one) => `“${one.zh}”`).join('、'), names.map((one) => `"${one.en}"`).join(', ')];
  return { words: { zh: `${title.words.zh}，原有${zh}称号并入`, en: `${title.words.en}, taking up the title ${en}` }, clause: tier.life?.absorbs?.clause ?? null };
}

/** Retirement and death read every round of her titles and pin no one programme: of what each ended, what the title's round pinned. */
export async function pinnedByTitle(read: AsRead, fact: Recorded): Promise<Recorded['meta']['context']['programme']> {
  if (fact.type !== 'TitleExited') return undefined;
  const { facts } = await read.dossier(fact, fact.stream, fact.revision - 1);
  const held = view(facts, LAST_DAY).titles.find(({ title }) => title === fact.data['title']);
  const opened = held === undefined ? null : (await read.fold(round, `round-${held.round}`, 0)).opened;
  return opened === null ? undefined : { id: opened.programme, version: opened.version, adoptions: opened.adoptions };
}

/** The pool that a settling read. */
export function poolReadBy(fact: Pick<Recorded, 'meta'>): StreamName | undefined {
  return Object.keys(fact.meta.context.streams ?? {}).find((stream) => stream.startsWith('pool-'));
}
