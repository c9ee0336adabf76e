import { join } from 'node:path';
import 'reflect-metadata';
import { playOne, programmeIn } from '../../test/scenarios/what-if';
import { leavesOf } from '../domain/rules/leaves';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import type { Draft } from './what-if-record';

const folderOf = (name: string): string => join(__dirname, '../..', name);

function authorised(programme: Draft, more: Partial<ProgrammeDefinition['authority']>): Draft {
  return { ...programme, definition: { ...programme.definition, authority: { ...programme.definition.authority, ...more } } };
}

describe('what if another body had been the one to act', () => {
  it.each([
    ['programmes/weihai-edz-2017', 'title-revoked.yaml', 'TitleRevoked'],
    ['programmes/qingdao-mingshi-2024', 'Q6-E31-the-city-alone-revokes.yaml', 'RoundOpened'],
    ['programmes/practice-county', 'on-paper.yaml', 'RoundOpened'],
    ['programmes/practice-county', 'marks-to-ranks.yaml', 'MarksEntered'],
    ['test/programmes/small-bureau', 'delegate-answers-for-both.yaml', 'SeatReserved'],
    ['test/programmes/county-holds', 'objection-upheld.yaml', 'PublicityOpened'],
    ['test/programmes/county-holds', 'struck-at-approval.yaml', 'ListApproved'],
    ['test/programmes/title-life', 'E29-exits-and-giving-up.yaml', 'TitleExited'],
    ['test/programmes/lead-practice', 'county-leads-and-confers.yaml', 'ConferralDecided'],
    ['test/programmes/levels', 'mass-recommended-in-one-act.yaml', 'SeatsReserved'],
    ['test/programmes/ways-practice', 'pool-of-three-to-one.yaml', 'ConfirmationDecided'],
    ['test/programmes/ways-practice', 'pool-full.yaml', 'DepartureDecided'],
    ['test/programmes/parties-practice', 'gates-one-after-the-other.yaml', 'DutyDone'],
    ['programmes/district-five-level-2023', 'A7-owner-leaves-the-gate-waits.yaml', 'DutyDone'],
    ['programmes/district-five-level-2023', 'A9-piece-sent-back.yaml', 'DeliverableReturned'],
    ['programmes/district-five-level-2023', 'A9-piece-sent-back.yaml', 'DeliverableAccepted'],
  ])('given the same rules in %s, then every act of %s is still whose it was: held, lent, or on paper', async (name, file, type) => {
    const folder = folderOf(name);
    const programme = programmeIn(folder);
    const { otherwise, unanswered, authority } = await (await playOne(file, folder, programme)).under(programme);
    expect({ otherwise, unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(authority[type]).toBeGreaterThan(0);
  });

  it('given that schools revoke, then each revocation is told with who did it and who would have to, by clause', async () => {
    const folder = folderOf('programmes/weihai-edz-2017');
    const programme = programmeIn(folder);
    const { play, under } = await playOne('title-revoked.yaml', folder, programme);
    const { otherwise } = await under({ ...authorised(programme, { RevokeTitle: { value: { post: 'SchoolAdmin', level: 'SCHOOL' }, stated: 'W13' } }), prefers: 'DRAFT' });
    expect(otherwise).toMatchObject([{ type: 'TitleRevoked', stage: 'RevokeTitle', teacher: play.names.find('teacher', 't-1'), was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: 'W13' } }]);
    expect(otherwise[0]?.was.words.zh).toMatch(/由.+的主管部门工作人员办理/u);
    expect(otherwise[0]?.would.words.zh).toContain('须由学校级的');
    expect(otherwise[0]?.because.map(({ path }) => path)).toEqual(['authority.RevokeTitle']);
  });

  it('given that the city confers, then the round is told, and nothing of what stayed the district\'s', async () => {
    const folder = folderOf('programmes/weihai-edz-2017');
    const programme = programmeIn(folder);
    const { under } = await playOne('rank-not-clicks.yaml', folder, programme);
    const { otherwise, authority } = await under(authorised(programme, { ConferTitles: { value: { post: 'BureauOfficer', level: 'CITY' }, stated: 'W22' } }));
    expect(otherwise).toMatchObject([{ type: 'ConferralDecided', stage: 'ConferTitles', teacher: null, about: { zh: expect.stringMatching(/./u) }, would: { decided: 'REFUSED', clause: 'W22' } }]);
    expect(authority).toMatchObject({ RoundOpened: 1, Nominated: 4, SeatReserved: 4, CandidatesRanked: 1, ConferralDecided: 1 });
  });

  it('given that Party organisations put teachers forward, then each nomination and recommendation that a clerk made is told', async () => {
    const folder = folderOf('programmes/weihai-edz-2017');
    const programme = programmeIn(folder);
    const { under } = await playOne('birth-date-bound.yaml', folder, programme);
    const { otherwise } = await under(authorised(programme, { SubmitNomination: { value: { post: 'PartyOrg', level: 'SCHOOL' }, stated: 'W22' } }));
    expect(otherwise.map(({ type, stage }) => [type, stage])).toEqual([['Nominated', 'SubmitNomination'], ['NominationRefused', 'SubmitNomination']]);
  });

  it('given that her delegator\'s post may not do it, then a delegate may not either', async () => {
    const folder = folderOf('test/programmes/small-bureau');
    const programme = programmeIn(folder);
    const { under } = await playOne('delegate-answers-for-both.yaml', folder, programme);
    const { otherwise } = await under(authorised(programme, { RecommendAtSchool: { value: { post: 'PartyOrg', level: 'SCHOOL' }, stated: 'A5' } }));
    expect(otherwise.length).toBeGreaterThan(0);
    for (const one of otherwise) expect(one).toMatchObject({ type: 'SeatReserved', stage: 'RecommendAtSchool', was: { words: { en: expect.stringContaining('by delegation') } }, would: { decided: 'REFUSED' } });
  });

  it.each([
    ['test/programmes/ways-practice', 'pool-full.yaml', 'tiers.STAR.pool.confirmedBy', { post: 'BureauOfficer', level: 'CITY' }, ['DepartureDecided']],
    ['programmes/district-five-level-2023', 'A9-piece-sent-back.yaml', 'training.FUTURE_BACKBONE.by', { post: 'SchoolAdmin', level: 'SCHOOL' }, ['DeliverableReturned', 'DeliverableAccepted']],
    ['programmes/district-five-level-2023', 'A5-A8-four-parties.yaml', 'parties.TRAINING_SCHOOL.by', { post: 'SchoolAdmin', level: 'SCHOOL' }, ['DutyDone']],
  ])('in %s, %s, given another %s, then whoever did it may not', async (name, file, path, value, types) => {
    const folder = folderOf(name);
    const programme = programmeIn(folder);
    const { under } = await playOne(file, folder, programme);
    const definition = JSON.parse(JSON.stringify(programme.definition)) as ProgrammeDefinition;
    const leaf = leavesOf(definition).find((one) => one.path === path)?.leaf;
    if (leaf === undefined) throw new Error(`there is no ${path}`);
    Reflect.set(leaf, 'value', value);
    const { otherwise } = await under({ ...programme, definition });
    const told = otherwise.filter(({ type, stage }) => types.includes(type) && stage === null);
    expect([...new Set(told.map(({ type }) => type))]).toEqual(types);
    for (const one of told) expect(one).toMatchObject({ was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: expect.stringMatching(/^[A-Z]\d/u) }, because: [{ path }] });
  });
});
