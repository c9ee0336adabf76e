import { Audited } from '../docs/audited';

const MINUTE_MS = 60_000;

interface Ranked {
  readonly lines: readonly { readonly teacher: string; readonly apartBy: string | null; readonly tieSays: object | null }[];
}

describe('E14 an equal total, where a person reads it', () => {
  let audited: Audited;
  beforeAll(async () => {
    audited = await Audited.start('district-five-level-2023', 'A2-preference-between-equals.yaml');
  }, MINUTE_MS);
  afterAll(() => audited.stop());

  const before = 'before an equal total by the preference "Outstanding trainees advance first" (clause A2)';
  const after = 'after an equal total by the preference "Outstanding trainees advance first" (clause A2)';

  it('the ranking tells of each what set her apart, in both languages', async () => {
    const { lines } = JSON.parse((await audited.ask('officer', '/rounds/r-2025/ranking')).text) as Ranked;
    expect(lines.map(({ apartBy, tieSays }) => [apartBy, tieSays])).toEqual([
      ['OUTSTANDING_TRAINEES', { zh: '同分按“综合表现突出的学员优先进阶”在前（依据A2条）', en: before }],
      ['OUTSTANDING_TRAINEES', { zh: '同分按“综合表现突出的学员优先进阶”在后（依据A2条）', en: after }],
      ['SHOWCASE', { zh: '同分按“展示交流”的得分定先后（依据A1条）', en: 'apart from an equal total by the mark for "Showcase" (clause A1)' }],
      [null, null],
    ]);
  });

  it('the file of the ranking and the printed list say it, and no code', async () => {
    const file = (await audited.ask('officer', '/rounds/r-2025/ranking?format=csv')).text;
    expect(file.split('\n').slice(1, 3).map((line, index) => line.includes([before, after][index]?.replaceAll('"', '""') ?? ''))).toEqual([true, true]);
    const { rows } = JSON.parse((await audited.ask('officer', '/rounds/r-2025/prints/ranking')).text) as { readonly rows: readonly { readonly values: { readonly apartBy: string | null } }[] };
    expect(rows.map(({ values }) => values.apartBy)).toEqual(['同分按“综合表现突出的学员优先进阶”在前（依据A2条）', '同分按“综合表现突出的学员优先进阶”在后（依据A2条）', '同分按“展示交流”的得分定先后（依据A1条）', null]);
  });

  it('her history says it beside her total; her school, which sees no total, is not told', async () => {
    const told = async (person: string, teacher: string) => (await audited.ask(person, `/teachers/${teacher}/history?format=text`)).text;
    expect(await told('officer', 't-2')).toContain(`rank 1, total 90.00, ${before}, proposed`);
    expect(await told('officer', 't-1')).toContain(`rank 2, total 90.00, ${after}, proposed`);
    expect(await told('clerk-1', 't-1')).toMatch(/rank 2, proposed/u);
  });
});

describe('E14 an equal total in a round that is over', () => {
  let audited: Audited;
  beforeAll(async () => {
    audited = await Audited.start('practice-city', 'city-round.yaml');
  }, MINUTE_MS);
  afterAll(() => audited.stop());

  it('stands in the own case of whoever was set apart from one, and of nobody else', async () => {
    const said = async (person: string) => (JSON.parse((await audited.ask(person, '/teachers/me/case')).text) as { readonly nominations: readonly { readonly result: { readonly tieSays: object | null } | null }[] }).nominations.map(({ result }) => result?.tieSays);
    expect(await said('c-1')).toEqual([{ zh: '同分按“现场课”的得分定先后（依据C7条）', en: 'apart from an equal total by the mark for "Lesson taught on site" (clause C7)' }]);
    expect(await said('e-2')).toEqual([null]);
  });
});
