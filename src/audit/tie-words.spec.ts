import { tieSays } from './tie-words';

const scheme = {
  clause: 'Z4',
  components: [{ code: 'LESSON', names: { zh: '现场课', en: 'Lesson' }, weight: 100, max: 100 }],
  leans: [{ code: 'TRAINED', names: { zh: '优秀学员优先', en: 'Outstanding trainees first' }, clause: 'A2', form: 'TIE_BREAK', points: null, toward: null, who: [] }],
};
const trained = { code: 'TRAINED', clause: 'A2', form: 'TIE_BREAK', points: null, because: {} };

describe('an equal total', () => {
  it('E14 told apart by a preference is told with its name and clause, to whoever has it and to whoever has not', () => {
    expect(tieSays({ working: { leans: [trained] }, apartBy: 'TRAINED' }, scheme)).toEqual({ zh: '同分按“优秀学员优先”在前（依据A2条）', en: 'before an equal total by the preference "Outstanding trainees first" (clause A2)' });
    expect(tieSays({ working: {}, apartBy: 'TRAINED' }, scheme)).toEqual({ zh: '同分按“优秀学员优先”在后（依据A2条）', en: 'after an equal total by the preference "Outstanding trainees first" (clause A2)' });
  });

  it('E14 told apart by a component, by a line or by a person is told as that', () => {
    const said = (apartBy: string) => tieSays({ working: { leans: [trained] }, apartBy }, scheme);
    expect(said('LESSON')).toEqual({ zh: '同分按“现场课”的得分定先后（依据Z4条）', en: 'apart from an equal total by the mark for "Lesson" (clause Z4)' });
    expect(said('passed')).toMatchObject({ zh: '同分中达到入选线的在前（依据Z4条）' });
    expect(said('decided')).toEqual({ zh: '同分由集体议定先后', en: 'apart from an equal total in the order that a body decided' });
  });

  it('that nothing had to set apart, or whose numbers are not to be read, is not told', () => {
    expect([tieSays({ working: { leans: [trained] }, apartBy: null }, scheme), tieSays({}, scheme), tieSays(null, scheme)]).toEqual([null, null, null]);
  });
});
