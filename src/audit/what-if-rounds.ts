import { sameJson } from '../domain/decision';
import type { NominationId, OfficialAct, OrgId, Recorded, Refusal, StreamName, TeacherId, TeamId } from '../domain/facts';
import { underLead } from '../domain/lead';
import type { OrgsState } from '../domain/orgs';
import { isForTeams, type EffectiveProgramme } from '../domain/programme-rules';
import { attachmentsOf } from '../domain/round/parameters';
import { decideConferral } from '../domain/round/conferral';
import type { ConferralDecided, SeatReserved, SeatsReserved } from '../domain/round/facts';
import { matterOfRound } from '../domain/round/leading';
import { leftUnrecommended } from '../domain/round/levels';
import { decideReserveSeats, type SeatAsked } from '../domain/round/mass';
import { levelsOf, pathOf } from '../domain/round/path';
import { holderKindOf, openedRound, parametersOf, round, tierOf, type RoundState } from '../domain/round/round';
import { decideReserveSeat } from '../domain/round/seats';
import type { Attachment, Nominated, NominationCompleted, NominationRefused, RecommendationRefused } from '../domain/teacher/facts';
import { candidacyOf, eligibilityOf, ofOtherHolders, refusalBy, type Dossiers } from '../domain/teacher/nomination';
import { isRunning, LAST_DAY, lastDayOf, nominationIn } from '../domain/teacher/nomination-view';
import { leadsASchool } from '../domain/teacher/recommendation';
import type { TeacherState } from '../domain/teacher/teacher';
import { conferralFault } from '../domain/teacher/title';
import { view } from '../domain/teacher/view';
import type { Notice } from '../event-store/notice';
import { actImpossible, compared, ERASED, noTier, NOT_ALL_ON_RECORD, ofOne, recordedRefusal, refusalOf, refusedBy, type Again, type Answer, type Otherwise, type Unanswered } from './what-if-answers';
import { gateFor } from './what-if-gates';
import { linesOf, placesUnder, placeWords, titlesUnder, underSeats, workingIn, type Tried } from './what-if-places';
import { actOf, type AsRead } from './what-if-record';
import { endsOtherwise } from './what-if-streams';

/** 申报、补正 and their refusals: eligibility, exclusivity, attachments. */
export async function nominationAgain(read: AsRead, fact: Nominated | NominationRefused | NominationCompleted): Promise<Again> {
  const { round: id } = fact.data;
  const stream: StreamName = `round-${id}`;
  const of = await read.fold(round, stream, read.upTo(fact, stream));
  const tried = await triedOf(read, of);
  if ('unanswered' in tried) return tried;
  if ((await read.read(fact.stream)).some(({ type }) => type === 'PersonalDataErased')) return { round: id, unanswered: ERASED };
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  const { today } = fact.meta.context;
  const { track } = openedRound(of);
  const completed = fact.type === 'NominationCompleted' || (fact.type === 'NominationRefused' && fact.data.useCase === 'CompleteNomination');
  // What was asked for and did not come is the notice's and the return's: it lacks under every draft.
  const lacking = fact.type === 'NominationRefused' && fact.data.rule === 'attachmentMissing' ? { rule: fact.data.rule, inputs: fact.data.inputs } : null;
  const dossiers = await read.dossiersOf(state, fact);
  if (dossiers === null) return { round: id, unanswered: NO_MEMBERS_READ };
  const named = await read.namedBy(fact, await read.ownRules(fact));
  const [tree, handed, unrecommended] = [await read.orgsAt(fact.meta.context.orgs ?? -1), handedIn(fact, of), await unrecommendedOf(read, state, dossiers, fact)];
  return compared(fact, {
    round: id, tier: tried.tier.code,
    recorded: new Map([[state.id, fact.type === 'NominationRefused' ? recordedRefusal(fact.data.rule, fact.data.clause, fact.data.inputs, fact.private[state.id] ?? null, named) : null]]),
    by: (rules) => {
      if (isOfOthers(rules, of)) return ofOne(state.id, ofOtherHolders(state.id, { track, forTeams: isForTeams(rules, track) }, rules).refusal);
      if (completed) {
        const { refusal } = eligibilityOf(state.facts, of, rules, today, dossiers);
        return ofOne(state.id, refusal === null ? lacking : refusalBy(refusal, state.id));
      }
      const candidacy = candidacyOf(state, { round: of, attachments: handed, unrecommended, dossiers }, { programme: rules, today, orgs: tree });
      return ofOne(state.id, candidacy.kind === 'barred' ? candidacy.refusal : null);
    },
  }, await read.ownRules(fact), await read.namedBy(fact, tried.programme));
}

/** 推荐 and its refusal: the seats of the unit and of the notice's limits, and what the level below and the public must have done first. */
export async function recommendationAgain(read: AsRead, fact: SeatReserved | RecommendationRefused): Promise<Again> {
  const refused = fact.type === 'RecommendationRefused';
  const stream: StreamName = refused ? `round-${fact.data.round}` : fact.stream;
  const of = await read.fold(round, stream, refused ? read.upTo(fact, stream) : fact.revision - 1);
  const tried = await selectionOf(read, of);
  if ('unanswered' in tried) return tried;
  const { unit, nomination, level = 'SCHOOL' } = fact.data;
  const holder: StreamName = refused ? fact.stream : holderIn(of, fact.data.teacher);
  const state = await read.dossier(fact, holder, refused ? fact.revision - 1 : read.upTo(fact, holder));
  const asked = await seatAskedFor(read, fact, state, of, nomination, unit);
  if (asked === null) return { round: of.id, unanswered: NO_NOMINATION_READ };
  // The act that was refused is not on record; the decider passes an act on and asks nothing of it.
  const act: OfficialAct = fact.meta.act ?? { body: unit, kind: '', number: null, date: fact.meta.context.today, file: null };
  const late = refused ? undefined : fact.data.late;
  const named = await read.namedBy(fact, await read.ownRules(fact));
  const context = await read.contextOf(fact);
  return compared(fact, {
    round: of.id, tier: tried.tier.code,
    recorded: new Map([[state.id, refused ? recordedRefusal(fact.data.rule, fact.data.clause, fact.data.inputs, fact.private[state.id] ?? null, named) : null]]),
    by: (rules) => ofOne(state.id, refusalOf(decideReserveSeat(of, {
      ...asked(rules), teacher: state.id, level, act, ...(late === undefined ? {} : { late }),
    }, context(rules)))),
  }, await read.ownRules(fact), await read.namedBy(fact, tried.programme));
}

/** 集体推荐: those who were recommended, in the order of the act. Whom it did not touch is on record by the rule alone. */
export async function recommendationsAgain(read: AsRead, fact: SeatsReserved): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const tried = await selectionOf(read, of);
  if ('unanswered' in tried) return tried;
  const { batch, level, lines, late } = fact.data;
  const act = actOf(fact);
  const people: { readonly teacher: TeacherId; readonly nomination: NominationId; readonly asked: (rules: EffectiveProgramme) => SeatAsked }[] = [];
  for (const { nomination, teacher: who, unit } of lines) {
    const holder = holderIn(of, who);
    const asked = await seatAskedFor(read, fact, await read.dossier(fact, holder, read.upTo(fact, holder)), of, nomination, unit);
    if (asked === null) return { round: of.id, unanswered: NO_NOMINATION_READ };
    people.push({ teacher: who, nomination, asked });
  }
  const context = await read.contextOf(fact);
  return compared(fact, {
    round: of.id, tier: tried.tier.code, recorded: new Map(lines.map(({ teacher: who }) => [who, null])),
    by: (rules) => {
      const { verdicts, decision } = decideReserveSeats(of, { batch, level, people: people.map((one) => ({ ...one, asked: one.asked(rules) })), act, unordered: false, ...(late === undefined ? {} : { late }) }, context(rules));
      return decision.kind === 'refused' ? actImpossible(decision.refusal) : new Map(verdicts.map(({ teacher: who, refusal }) => [who, refusal]));
    },
  }, await read.ownRules(fact), await read.namedBy(fact, tried.programme));
}

/**
 * What a seat is asked for with by any rules, which say the levels that she passes; null where her stream, as it was read,
 * has another nomination.
 */
async function seatAskedFor(read: AsRead, fact: Recorded, state: TeacherState, of: RoundState, nomination: NominationId, unit: OrgId): Promise<((rules: EffectiveProgramme) => SeatAsked) | null> {
  const nominated = nominationIn(view(state.facts, LAST_DAY).nominations, of.id);
  if (nominated?.nomination !== nomination) return null;
  const { path, version, unit: school, stage, subject, members } = nominated;
  const asked = { nomination, unit, version, school, stage, subject, leader: leadsASchool(state, of), since: lastDayOf(nominated), ...(members === undefined ? {} : { members }) };
  const own = levelsOf(tierOf(of, await read.ownRules(fact)));
  const tree = await read.orgsAt(state.facts.find(({ id }) => id === nominated.event)?.meta.context.orgs ?? -1);
  return (rules) => {
    const levels = levelsOf(tierOf(of, rules));
    return { ...asked, path: sameJson(levels, own) ? path : pathOf(tree, levels, school, parametersOf(of).snapshotOn) };
  };
}

function holderIn(of: RoundState, id: TeacherId | TeamId): StreamName {
  return `${holderKindOf(of) === 'TEAM' ? 'team' : 'teacher'}-${id}`;
}

/** 排名: scheme, pass lines, groups, and the number of titles. */
export async function rankingAgain(read: AsRead, fact: Recorded): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const tried = await selectionOf(read, of);
  if ('unanswered' in tried) return tried;
  const placed = await placesUnder(read, fact, of, tried);
  if ('unanswered' in placed) return placed;
  return {
    otherwise: linesOf(fact).flatMap((line): readonly Otherwise[] => {
      const now = placed.places.get(line.nomination);
      if (now === undefined || (now.proposed === line.proposed && now.rank === line.rank)) return [];
      return [{
        event: fact.id, type: fact.type, on: fact.meta.context.today, round: of.id, tier: tried.tier.code, teacher: line.teacher,
        was: placeWords(line, workingIn(fact.private[line.teacher]), parametersOf(of).awardSeats), would: now.words,
      }];
    }),
  };
}

/**
 * 授予: whoever the list of the draft's ranking leaves out is not conferred; of the others each is asked as the act asked her.
 * Whoever the draft's ranking brings onto the list is told by the ranking: whether a body would have conferred her, nobody can say.
 */
export async function conferralAgain(read: AsRead, fact: ConferralDecided): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const pinned = await selectionOf(read, of);
  if ('unanswered' in pinned) return pinned;
  const tree = await read.orgsAt(fact.meta.context.orgs ?? -1);
  const tried = led(pinned.programme, of, tree);
  const own = led(await read.ownRules(fact), of, tree);
  const ends = endsOtherwise(own.tier, tried.programme);
  if (ends !== null) return { round: of.id, unanswered: ends.unanswerable };
  const ranked = (await read.read(fact.stream)).find(({ id }) => id === of.ranking?.event);
  if (ranked === undefined) throw new Error(`${fact.id} confers by no ranking`);
  const placed = await placesUnder(read, ranked, await read.fold(round, fact.stream, ranked.revision - 1), tried);
  if ('unanswered' in placed) return placed;
  const { batch, conferrals, conferredOn, held } = fact.data;
  const act = actOf(fact);
  // Who came in for somebody struck was never proposed by the ranking: her place is a person's decision, which stays.
  const [context, gate] = [await read.contextOf(fact), await gateFor(read, fact, 'ConferTitles', [['conferredOn', conferredOn], ['act.date', act.date]])];
  const asked = { batch, act, conferredOn };
  const control = conferrals.length === 0 ? null : refusalOf(decideConferral(of, { ...asked, nominations: conferrals.map(({ nomination }) => nomination), wait: held }, context(own.programme)));
  if (control !== null) return { round: of.id, unanswered: NOT_ALL_ON_RECORD };
  const proposed = new Set(linesOf(ranked).flatMap((line) => (line.proposed ? [line.nomination] : [])));
  const out = new Map<NominationId, Answer>();
  const byRanking = new Set<NominationId>();
  const now = { programme: tried.programme, orgs: tree, day: fact.meta.context.today };
  for (const { nomination } of conferrals) {
    const place = placed.places.get(nomination);
    if (place === undefined || !proposed.has(nomination) || place.proposed) continue;
    out.set(nomination, place.words);
    byRanking.add(nomination);
  }
  const chosen = conferrals.filter(({ nomination }) => !out.has(nomination));
  const passing = await stillConferred(read, fact, of, chosen, tried);
  if ('unanswered' in passing) return passing;
  for (const [nomination, refusal] of passing.refusals) out.set(nomination, refusedBy(refusal, now));
  const named = conferrals.flatMap(({ nomination }) => (out.has(nomination) ? [] : [nomination]));
  const seated = underSeats(of, await titlesUnder(read, of, tried, own.tier));
  const wait = [...held, ...out.keys()];
  for (;;) {
    const whole = named.length === 0 ? null : refusalOf(gate(context(tried.programme)) ?? decideConferral(seated, { ...asked, nominations: named, wait }, context(tried.programme)));
    if (whole === null) break;
    // More than the draft has, with those who came in for others: the last on the list is without a seat.
    const last = whole.rule === 'noAwardSeatLeft' ? named.pop() : undefined;
    if (last === undefined) return { round: of.id, unanswered: actImpossible(whole).unanswerable };
    out.set(last, refusedBy(whole, now));
    wait.push(last);
  }
  const { awardSeats } = parametersOf(of);
  return {
    otherwise: conferrals.flatMap(({ nomination, teacher: who, rank }): readonly Otherwise[] => {
      const would = out.get(nomination);
      if (would === undefined) return [];
      return [{ event: fact.id, type: fact.type, on: fact.meta.context.today, round: of.id, tier: tried.tier.code, teacher: who, was: { decided: 'MAY', words: { zh: `第 ${rank} 名（名额 ${awardSeats} 个），授予`, en: `rank ${rank} (titles: ${awardSeats}), conferred` } }, would, ...(byRanking.has(nomination) ? { follows: { event: ranked.id, type: ranked.type } } : {}) }];
    }),
  };
}

type Chosen = ConferralDecided['data']['conferrals'];

/** What her own dossier says against the title under the draft: the term that it would begin may meet another one. */
async function stillConferred(read: AsRead, fact: ConferralDecided, of: RoundState, chosen: Chosen, { programme }: Tried): Promise<{ readonly refusals: ReadonlyMap<NominationId, Refusal> } | Unanswered> {
  const refusals = new Map<NominationId, Refusal>();
  for (const { nomination, teacher: who } of chosen) {
    const stream = holderIn(of, who);
    const state = await read.dossier(fact, stream, read.upTo(fact, stream));
    const dossiers = await read.dossiersOf(state, fact);
    if (dossiers === null) return { round: of.id, unanswered: NO_MEMBERS_READ };
    const fault = conferralFault(state, of, nomination, fact.data.conferredOn, { dossiers, today: fact.meta.context.today, programme });
    if (fault !== null) refusals.set(nomination, fault);
  }
  return { refusals };
}

/** The draft as the round would have read it, and the round's tier in it. */
async function triedOf(read: AsRead, of: RoundState): Promise<Tried | Unanswered> {
  const { version, adoptions, tier: code } = openedRound(of);
  const programme = await read.draftFor({ version, adoptions });
  const tier = programme.tiers.find((entry) => entry.code === code);
  return tier === undefined ? { round: of.id, unanswered: noTier(code) } : { programme, tier };
}

/** As `triedOf`, of what comes after the nominations: those of the round are of persons or of teams, and the draft may take the others only. */
async function selectionOf(read: AsRead, of: RoundState): Promise<Tried | Unanswered> {
  const tried = await triedOf(read, of);
  if ('unanswered' in tried || !isOfOthers(tried.programme, of)) return tried;
  return {
    round: of.id,
    unanswered: isForTeams(tried.programme, openedRound(of).track)
      ? { zh: '草案的这一赛道由团队申报，本届由个人申报：哪些团队会申报，当时没有记录。', en: 'The track is for teams in the draft, and the round took persons: which teams would have been nominated is not on record.' }
      : { zh: '草案的这一赛道由个人申报，本届由团队申报：哪些人会申报，当时没有记录。', en: 'The track is for persons in the draft, and the round took teams: who would have been nominated is not on record.' },
  };
}

function isOfOthers(programme: EffectiveProgramme, of: RoundState): boolean {
  return isForTeams(programme, openedRound(of).track) !== (holderKindOf(of) === 'TEAM');
}

/** Where a programme says that whoever leads confers, that is who leads this round. */
function led(programme: EffectiveProgramme, of: RoundState, tree: OrgsState): Tried {
  const { tier: code, parameters } = openedRound(of);
  const read = underLead(programme, matterOfRound(code, parameters), tree);
  const tier = read.tiers.find((entry) => entry.code === code);
  if (tier === undefined) throw new Error(`${programme.id} has no tier ${code}`);
  return { programme: read, tier };
}

/** As the command read it: what still ran of hers, or of a member's, in other rounds and had come to nothing there. */
async function unrecommendedOf(read: AsRead, state: TeacherState, dossiers: Dossiers, fact: Recorded): Promise<ReadonlySet<NominationId>> {
  const over = new Set<NominationId>();
  for (const { nomination, round: other } of [state.facts, ...dossiers.values()].flatMap((facts) => view(facts, LAST_DAY).nominations).filter((entry) => isRunning(entry))) {
    const stream: StreamName = `round-${other}`;
    if (fact.meta.context.streams?.[stream] === undefined) continue;
    if (leftUnrecommended(await read.fold(round, stream, read.upTo(fact, stream)), nomination)) over.add(nomination);
  }
  return over;
}

const NO_NOMINATION_READ: Notice = { zh: '当时所读的申报没有记录，无从重判。', en: 'The nomination that was read is not on record, so it cannot be decided again.' };
const NO_MEMBERS_READ: Notice = { zh: '团队成员的档案当时没有记入所读，无从重判。', en: 'What was read of the team\'s members is not on record, so it cannot be decided again.' };

/** What she handed in; a refusal does not repeat it, and says only what was missing of what the notice asks. */
function handedIn(fact: Nominated | NominationRefused | NominationCompleted, of: RoundState): readonly Attachment[] {
  if (fact.type === 'Nominated') return fact.data.attachments;
  const missing = fact.type === 'NominationRefused' && fact.data.rule === 'attachmentMissing' ? fact.data.inputs['missing'] : [];
  const without = new Set(Array.isArray(missing) ? missing : []);
  return attachmentsOf(parametersOf(of), 'SCHOOL').filter((kind) => !without.has(kind)).map((kind) => ({ kind, file: null, type: null, size: null, print: null }));
}
