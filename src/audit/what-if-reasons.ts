import type { ProgrammeDifference } from '../domain/rules/programme-diff';
import type { Otherwise } from './what-if-answers';

/** Sections of a rule file that a decision is taken by: of its tier, and of the programme as a whole. */
interface Sections {
  readonly tier: readonly string[];
  readonly whole: readonly string[];
}

const NOMINATION: Sections = { tier: ['eligibility', 'exclusivity', 'feeders', 'feederRecognitions', 'way'], whole: ['milestones', 'recognitions', 'training', 'tracks'] };
const RECOMMENDATION: Sections = { tier: ['levels', 'publicity', 'publicityAt', 'overdueReturn', 'endorsementAfterCompletion', 'exclusivity'], whole: ['authority', 'lead'] };
const RANKING: Sections = { tier: ['seats', 'seatsAs', 'cadenceYears', 'scoring', 'feeders', 'feederRecognitions'], whole: ['leans'] };
const CONFERRAL: Sections = { tier: [...RANKING.tier, 'termYears', 'publicity', 'vetting', 'approval', 'conferringBody', 'exclusivity', 'absorbs'], whole: [...RANKING.whole, 'lead'] };
const POOL: Sections = { tier: ['pool', 'seats', 'termYears', 'exclusivity'], whole: ['training', 'assessments', 'recognitions'] };
const ASSESSMENT: Sections = { tier: [], whole: ['assessments', 'revocationGrounds'] };
const TITLE: Sections = { tier: ['lifetime', 'renewal', 'reinstatement', 'termYears'], whole: ['assessments', 'revocationGrounds'] };
const STUDIO: Sections = { tier: [], whole: ['studios'] };
const FUND: Sections = { tier: [], whole: ['funding'] };
/** Who acts, where the section `authority` does not say it. */
const NAMED: Sections = { tier: ['approval', 'pool', 'lifetime', 'renewal', 'exits'], whole: ['assessments', 'studios', 'funding', 'targets', 'compliance', 'supervision'] };
const OPENING: Sections = { tier: ['levels', 'seats', 'seatsAs', 'cadenceYears', 'eligibility', 'tracks'], whole: ['lead', 'authority', 'tracks'] };

const sections: { readonly [type: string]: Sections } = {
  Nominated: NOMINATION, NominationRefused: NOMINATION, NominationCompleted: NOMINATION,
  SeatReserved: RECOMMENDATION, SeatsReserved: RECOMMENDATION, RecommendationRefused: RECOMMENDATION,
  CandidatesRanked: RANKING, ConferralDecided: CONFERRAL, ConferralDeclined: CONFERRAL,
  CandidatesAdmitted: POOL, ConfirmationDecided: POOL, ConfirmationDeclined: POOL, TitleConferred: POOL,
  GradesProposed: ASSESSMENT, ReviewDecided: ASSESSMENT, AssessmentConcluded: ASSESSMENT,
  AssessedExcellent: ASSESSMENT, AssessedQualified: ASSESSMENT, AssessedBasicallyQualified: ASSESSMENT, AssessedUnqualified: ASSESSMENT,
  TitleRenewed: TITLE, LifetimeTitleGranted: TITLE, TitleRevoked: TITLE,
  RoundOpened: OPENING, NoticeSupplemented: OPENING,
  BaseDesignated: { tier: [], whole: ['bases'] }, TrainingActivityHeld: { tier: [], whole: ['training'] },
  StudioOpened: STUDIO, HostAppointed: STUDIO, StudioMemberJoined: STUDIO, StudioLed: STUDIO,
  FundBudgetSet: FUND, FundAllocated: FUND, FundSpent: FUND,
};

/**
 * Which rules differ that this was decided by: those of the clause that the refusal names, where it names one; else those
 * that such decisions are taken by, and all where none of these differ.
 */
export function rulesThatDiffer({ type, tier, stage, was, would }: Otherwise, differences: readonly ProgrammeDifference[]): readonly ProgrammeDifference[] {
  const stated = differences.filter(({ path }) => path === `authority.${stage}` || path.startsWith(`authority.${stage}.`));
  if (stated.length > 0) return stated;
  const { tier: ofTier, whole } = (stage === null ? NAMED : sections[type]) ?? { tier: [], whole: [] };
  const near = differences.filter(({ path }) => {
    const [top = '', code, section = ''] = path.split('.');
    return top === 'tiers' ? code === tier && ofTier.includes(section) : whole.includes(top);
  });
  const clauses = [was.clause, would.clause].filter((clause) => clause !== undefined);
  const named = near.filter(({ before, after }) => clauses.some((clause) => clause === before?.clause || clause === after?.clause));
  return named.length > 0 ? named : near.length > 0 ? near : differences;
}
