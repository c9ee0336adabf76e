import { join } from 'node:path';
import { decideAdmit, decideConfirm, pool, type PoolState } from '../../src/domain/cultivation/pool';
import type { JsonObject } from '../../src/domain/facts';
import { effectiveProgramme } from '../../src/domain/programme';
import type { TierRules } from '../../src/domain/programme-rules';
import { round, type RoundState } from '../../src/domain/round/round';
import { readFolder } from '../../src/examples/programme-folder';
import { act, District, parameters, risingStar } from '../domain/district';
import { Story } from '../domain/story';

const reading = readFolder(join(__dirname, '../../programmes/wenzhou-ouyue-2022'));
if (reading.kind === 'refused') throw new Error('the programme cannot be read');
const { definition, choices } = reading.programme;
const wenzhou = effectiveProgramme({ programme: definition.id, version: definition.version, definition: JSON.parse(JSON.stringify(definition)) as JsonObject }, [], 0, choices);
const district = new District();

const people = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `t-${index + 1}`);

/** The tier as the plan has it, conferred by the bureau that there is here. */
function tierOf(code: string): TierRules {
  const found = wenzhou.tiers.find((tier) => tier.code === code);
  if (found === undefined) throw new Error(`no tier ${code}`);
  return { ...found, conferringBody: risingStar.conferringBody };
}

function chose(tier: string, count: number): { readonly round: RoundState; readonly reservation: string } {
  const state = round.initial('round-r');
  state.opened = { round: 'r', names: { zh: 'r', en: 'r' }, programme: wenzhou.id, version: 1, adoptions: 0, tier, track: 'TEACHER', parameters, calendar: 'c', demonstration: true };
  const conferrals = people(count).map((teacher, index) => ({ nomination: `n/${teacher}`, teacher, title: `ti-${teacher}`, certificate: `c-${index}`, rank: index + 1 }));
  state.conferrals.set('decision', { event: 'decision', batch: 'b', conferrals, notSelected: [], held: [], conferredOn: '2022-05-10', on: '2022-05-10', act: act() });
  return { round: state, reservation: 'decision' };
}

function inPool(code: string, count: number) {
  const tier = tierOf(code);
  const story = new Story(pool, `pool-${wenzhou.id}.${code}`);
  const context = (day: string) => story.on(day, { orgs: district.orgs.state, programme: { ...wenzhou, tiers: [tier] }, acting: { person: 'officer', appointment: 'post' } });
  story.take(decideAdmit(story.state, chose(code, count), context('2022-05-10')), context('2022-05-10'));
  const confirm = (titles: number) => decideConfirm(story.state, { tier: code, nominations: people(titles).map((teacher) => `n/${teacher}`), batch: 'confirmed', act: { ...act(), date: '2023-05-10' }, conferredOn: '2023-05-10' }, context('2023-05-10'));
  return { state: story.state as PoolState, confirm };
}

const places = ({ members }: PoolState): number => [...members.values()].filter(({ status }) => status === 'IN').length;

/** As the plan prints them; how many new-edge teachers are selected it does not say. */
describe('the numbers of the Wenzhou plan, at the size that they have', () => {
  test.each([
    { tier: 'OUTSTANDING', selected: 100, clause: 'Z4' },
    { tier: 'PROVINCIAL_MASTER', selected: 500, clause: 'Z5' },
    { tier: 'CITY_MASTER', selected: 1_000, clause: 'Z7' },
    { tier: 'RISING_STAR', selected: 3_000, clause: 'Z8' },
  ])('$tier takes $selected and not one more ($clause)', ({ tier, selected }) => {
    const { state } = inPool(tier, selected + 1);
    expect(places(state)).toBe(selected);
    expect([...(state.admissions.get('decision')?.values() ?? [])]).toEqual([{ rule: 'poolFull', inputs: { seats: selected } }]);
  });

  test.each([
    { tier: 'OUTSTANDING', selected: 100, titles: 100, clause: 'Z4' },
    { tier: 'CITY_MASTER', selected: 1_000, titles: 500, clause: 'Z7' },
    { tier: 'RISING_STAR', selected: 3_000, titles: 1_500, clause: 'Z8' },
    { tier: 'NEW_EDGE', selected: 2_001, titles: 2_000, clause: 'Z9' },
  ])('$titles of $tier are confirmed, and one more is refused by $clause', ({ tier, selected, titles, clause }) => {
    const { confirm } = inPool(tier, selected);
    expect(confirm(titles + 1)).toMatchObject({ kind: 'refused', refusal: { rule: 'noTitleLeftInPool', clause, inputs: { asked: titles + 1, used: 0, convertsTo: titles } } });
    expect(confirm(titles)).toMatchObject({ kind: 'events', events: [{ type: 'ConfirmationDecided' }] });
  });

  test('of provincial masters none is confirmed here, however few: the province decides', () => {
    expect(inPool('PROVINCIAL_MASTER', 500).confirm(1)).toMatchObject({ kind: 'refused', refusal: { rule: 'convertedElsewhere' } });
  });
});
