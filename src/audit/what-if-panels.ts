import { drawStream, holderStream } from '../commands/desk';
import { sha256 } from '../commands/hashing';
import { needed, sameJson } from '../domain/decision';
import type { PersonId, Recorded, TeacherId } from '../domain/facts';
import { decideClosePanel } from '../domain/panel';
import { decideRecordBallot } from '../domain/panel/ballot';
import type { Conflict } from '../domain/panel/conflicts';
import { decidePrepareDraw, draw, nextDrawn } from '../domain/panel/draw';
import type { DrawPrepared, Exclusion } from '../domain/panel/draw-facts';
import type { BallotRecorded, ConflictDeclared } from '../domain/panel/facts';
import { decideDeclareConflict } from '../domain/panel/recusal';
import type { Listing } from '../domain/panel/pool';
import { panel } from '../domain/panel/state';
import type { EffectiveProgramme, PanelRules } from '../domain/programme-rules';
import type { PanelClosed, PanelCommissioned } from '../domain/round/facts';
import { decideCommissionPanel } from '../domain/round/ranking';
import { decideExtendPanel, decideOrderChange } from '../domain/round/reranking';
import { holderKindOf, openedRound, rolesIn, round, tierOf, type RoundState } from '../domain/round/round';
import type { PanelExtended, ScoreChangeOrdered } from '../domain/round/selection-facts';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { ERASED, type Again, type Unanswerable } from './what-if-answers';
import { actOf, type AsRead } from './what-if-record';
import { aboutRound, lacksTier, onState } from './what-if-streams';

/** 组建评委会: how its experts come on it, how many, and the groups. */
export async function commissionAgain(read: AsRead, fact: PanelCommissioned): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const { panel: id, n, stream, group, experts, candidates } = fact.data;
  const own = await panelOf(read, fact, of);
  const lot = await read.besides(draw, drawStream(of.id, n), fact);
  const places = new Map<TeacherId, { readonly stage: string; readonly subject: string }>();
  for (const { teacher: who } of candidates) {
    const { facts } = await read.besides(teacher, holderStream(holderKindOf(of), who), fact);
    const nominated = view(facts, LAST_DAY).nominations.findLast((entry) => entry.round === of.id);
    if (nominated !== undefined) places.set(who, { stage: nominated.stage, subject: nominated.subject });
  }
  return onState(read, fact, of, {
    ...aboutRound(of), lacks: (rules) => lacks(rules, of, own),
    decide: (context) => decideCommissionPanel(of, { panel: id, n, stream, group, experts, candidates: candidates.map((one) => one.teacher), places, lot: lot.prepared === null ? null : lot }, context),
  });
}

/** 增补评委: who is next in the lot, where experts are drawn. */
export async function extensionAgain(read: AsRead, fact: PanelExtended): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const own = await panelOf(read, fact, of);
  const scoring = await read.fold(panel, fact.data.stream, read.upTo(fact, fact.data.stream));
  const lot = await read.besides(draw, drawStream(of.id, Number(fact.data.stream.slice(fact.data.stream.lastIndexOf('-') + 1))), fact);
  return onState(read, fact, of, {
    ...aboutRound(of), lacks: (rules) => lacks(rules, of, own),
    decide: (context) => decideExtendPanel(of, { panel: scoring, experts: fact.data.experts, next: nextDrawn(lot, scoring.formed?.experts ?? []) }, context),
  });
}

/** 抽取名单: whether experts are drawn, of at least how many, and whom a relation of the kinds that were looked at keeps away. */
export async function drawAgain(read: AsRead, fact: DrawPrepared): Promise<Again> {
  const { round: id, n, pool, subject, size, candidates, eligible, excluded, rounds, asOf } = fact.data;
  const of = await read.besides(round, `round-${id}`, fact);
  const own = await panelOf(read, fact, of);
  const shut = (reason: Exclusion): readonly PersonId[] => excluded.flatMap(({ person, reasons }) => (reasons.includes(reason) ? [person] : []));
  const elsewhere = new Set(shut('SUBJECT'));
  const listed = [...eligible, ...excluded.map(({ person }) => person)].map((person): Listing => ({ person, subjects: elsewhere.has(person) ? [] : null, unit: '', from: asOf }));
  const conflicts = (rules: PanelRules | null | undefined): readonly Conflict[] => (rules?.conflicts ?? []).flatMap(({ kind, effect }) => (kind === 'DECLARED' ? [] : shut(kind).map((expert) => ({ expert, teacher: candidates[0] ?? '', kind, effect, basis: { unit: '' } }))));
  return onState(read, fact, await read.fold(draw, fact.stream, fact.revision - 1), {
    ...aboutRound(of), lacks: (rules) => lacks(rules, of, own),
    decide: (context, state) => {
      const rules = tierOf(of, needed(context, 'programme')).panel;
      return decidePrepareDraw(state, { n, pool, subject, size, candidates, listed, conflicts: conflicts(rules), rounds, tooOften: new Set((rules?.maxConsecutive ?? null) === null ? [] : shut('CONSECUTIVE')), round: of, asOf, hash: sha256 }, context);
    },
  });
}

/** 评分结束: as many sheets, marks and votes as the scheme asks for. */
export async function closingAgain(read: AsRead, fact: PanelClosed): Promise<Again> {
  const of = await roundRead(read, fact);
  return onState(read, fact, await read.fold(panel, fact.stream, fact.revision - 1), {
    ...aboutRound(of), decide: (context, state) => decideClosePanel(state, { digest: fact.data.digest, tier: tierOf(of, needed(context, 'programme')) }, rolesIn(of), context),
  });
}

/** 表决: whether the scheme has such a vote, on which base, and whether there was a quorum. */
export async function ballotAgain(read: AsRead, fact: BallotRecorded): Promise<Again> {
  const of = await roundRead(read, fact);
  const { teacher: who, component, base, number, present, cast } = fact.data;
  const votes = fact.private[who]?.['for'];
  if (typeof votes !== 'number') return { round: of.id, unanswered: ERASED };
  return onState(read, fact, await read.fold(panel, fact.stream, fact.revision - 1), {
    ...aboutRound(of), person: who,
    decide: (context, state) => decideRecordBallot(state, { teacher: who, component, base, count: { number, present, cast, for: votes }, act: actOf(fact), tier: tierOf(of, needed(context, 'programme')) }, rolesIn(of), context),
  });
}

/** 申报回避: whether what she declares keeps her from scoring. */
export async function conflictAgain(read: AsRead, fact: ConflictDeclared): Promise<Again> {
  const of = await roundRead(read, fact);
  const { teacher: who, kind } = fact.data;
  return onState(read, fact, await read.fold(panel, fact.stream, fact.revision - 1), {
    ...aboutRound(of), person: who,
    decide: (context, state) => decideDeclareConflict(state, { teacher: who, kind, note: null, tier: tierOf(of, needed(context, 'programme')) }, context),
    comesTo: (events, rules) => ({
      words: events.some(({ type }) => type === 'ReviewerRecused') ? { zh: '评委回避', en: 'the expert is recused' } : { zh: '只作申报，评委仍可评分', en: 'declared, and the expert scores her all the same' },
      clause: tierOf(of, rules).panel?.clause ?? null,
    }),
  });
}

/** 改分: whether such marks can be given. */
export async function scoreChangeAgain(read: AsRead, fact: ScoreChangeOrdered): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const { teacher: who, of: sheet, stream } = fact.data;
  const marks = (fact.private[who] as { readonly components?: { readonly [component: string]: number } } | null | undefined)?.components;
  if (marks === undefined) return { round: of.id, unanswered: ERASED };
  const scored = await read.fold(panel, stream, read.upTo(fact, stream));
  return onState(read, fact, of, { ...aboutRound(of), person: who, decide: (context) => decideOrderChange(of, { teacher: who, of: sheet, components: marks, reason: '', act: actOf(fact), panel: scored }, context) });
}

/** The round of a panel, as it was read for what was decided on the panel's own stream. */
async function roundRead(read: AsRead, fact: Recorded): Promise<RoundState> {
  const stream = Object.keys(fact.meta.context.streams ?? {}).find((one) => one.startsWith('round-'));
  const id = stream?.slice('round-'.length) ?? fact.stream.slice('panel-'.length, fact.stream.lastIndexOf('-'));
  return read.besides(round, `round-${id}`, fact);
}

async function panelOf(read: AsRead, fact: Recorded, of: RoundState): Promise<PanelRules | null> {
  return tierOf(of, await read.ownRules(fact)).panel ?? null;
}

/** What keeps experts from candidates was looked at by the rules of then, and by no others: a kind, or years, that were not asked for nobody can answer. */
function lacks(rules: EffectiveProgramme, of: RoundState, own: PanelRules | null): Unanswerable | null {
  const missing = lacksTier(rules, openedRound(of).tier);
  if (missing !== null) return missing;
  const { conflicts = [], maxConsecutive = null } = tierOf(of, rules).panel ?? {};
  const asked = conflicts.every((conflict) => conflict.kind === 'DECLARED' || own?.conflicts.some((one) => sameJson(one, conflict)) === true) && (maxConsecutive === null || maxConsecutive === own?.maxConsecutive);
  return asked ? null : { unanswerable: { zh: '草案对评委回避或连任另有规定，当时没有按此核查，无从重判。', en: 'What the draft has keep experts from candidates, or from a further round, was not looked at then, so it cannot be decided again.' } };
}
