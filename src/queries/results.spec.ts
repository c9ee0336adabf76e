import { act, District, parameters, risingStar, weihai } from '../../test/domain/district';
import type { History } from '../audit/history';
import { decideApproveList, decideSubstitute } from '../domain/round/approval';
import type { RoundFact } from '../domain/round/facts';
import type { RoundDocument } from '../../projections/rounds/rounds';
import { withOwnResults } from './results';

/** c came on the list for a, whose name was struck before the publicity. */
function substituted(): District {
  const district = new District({ ...weihai, tiers: [{ ...risingStar, approval: { clause: 'W12', stage: 'BEFORE', post: 'BureauOfficer', level: 'DISTRICT' } }] });
  district.ranked({ a: 90, b: 80, c: 70 }, { parameters: { ...parameters, substitution: { fromRank: 3, until: '2019-06-30' } } });
  const context = district.about(district.round, '2019-06-08', 'officer');
  district.round.take(decideApproveList(district.round.state, { strikes: [{ nomination: 'n-a', reason: '岗位变动' }], act: act() }, context), context);
  district.round.take(decideSubstitute(district.round.state, { out: 'n-a', reasonCode: 'STRUCK', act: act() }, context), context);
  return district;
}

/** What the candidate herself, or an officer, reads of these acts of her round. */
async function read(district: District, by: string): Promise<readonly string[]> {
  const words = { org: named, recognition: (_programme: string, code: string) => named(code), milestone: (_programme: string, code: string) => named(code), assessment: (_programme: string, code: string) => named(code), component: named, criterion: (_programme: string, _assessment: string, code: string) => named(code), tier: (_programme: string, code: string) => named(code), round: named, ground: (_programme: string, code: string) => named(code), exit: (_programme: string, _tier: string, code: string) => named(code), called: () => ({}), scheme: () => null };
  const acts = district.round.log.map((fact: RoundFact, index) => ({ position: `${index}`.padStart(16, '0'), fact }));
  const history: History = { teacher: 'c', own: [], acts, words, revision: 3 };
  const gates: RoundDocument['gates'] = district.round.log.filter(({ type }) => type === 'CandidatesRanked' || type === 'PublicityOpened').map(({ id, type, meta, recordedAt }) => ({ event: id, type, on: meta.effectiveOn, recordedAt, details: { level: null } }));
  const shown = await withOwnResults({ today: () => '2019-06-12', one: async (_logical, id) => ({ id, rev: 1, at: '0', body: { gates } }) }, by, history);
  return shown.acts.map(({ fact }) => fact.type).filter((type) => type === 'CandidatesRanked' || type === 'CandidateSubstituted');
}

const named = (code: string) => ({ zh: code, en: code });

test('a substitute reads no rank, of the ranking or of the substitution, before the list is published; who runs the round does', async () => {
  const district = substituted();
  expect(await read(district, 'officer')).toEqual(['CandidatesRanked', 'CandidateSubstituted']);
  expect(await read(district, 'c')).toEqual([]);
  expect(district.publish()).toEqual(['PublicityOpened']);
  expect(await read(district, 'c')).toEqual(['CandidatesRanked', 'CandidateSubstituted']);
});
