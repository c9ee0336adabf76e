import { District, weihai } from '../../test/domain/district';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { requirementsToUndo, type Undoing } from './requirements';

describe('who may undo what a body decided', () => {
  const { orgs: { state } } = new District();
  const silent = { ...weihai, authority: {} };
  const of = (programme: EffectiveProgramme): Undoing => ({ programme, recordedBy: null });

  test('where the programme is silent, no bureau below that body', () => {
    expect(state.orgs.get('bureau')?.level).toBe('DISTRICT');
    expect(requirementsToUndo(state, of(silent), 'bureau')).toEqual([{ post: 'BureauOfficer', level: 'DISTRICT' }, { post: 'BureauOfficer', level: 'CITY' }]);
    const city = { ...state, orgs: new Map([...state.orgs].map(([org, unit]) => [org, org === 'bureau' ? { ...unit, level: 'CITY' as const } : unit])) };
    expect(requirementsToUndo(city, of(silent), 'bureau')).toEqual([{ post: 'BureauOfficer', level: 'CITY' }]);
  });

  test('whom the programme names, whoever decided; any bureau above her where no body of the tree did', () => {
    const named = { post: 'BureauOfficer', level: 'CITY', clause: 'W22' } as const;
    expect(requirementsToUndo(state, of({ ...weihai, authority: { CorrectFact: named } }), 'bureau')).toEqual([named]);
    expect(requirementsToUndo(state, of(silent), null)).toEqual([{ post: 'BureauOfficer', level: null }]);
    expect(requirementsToUndo(state, of(silent), 'a-court')).toEqual([{ post: 'BureauOfficer', level: null }]);
  });

  test('what an office records from the paper of another, no bureau below that office', () => {
    const recordedBy = { post: 'BureauOfficer', level: 'CITY' } as const;
    expect(requirementsToUndo(state, { programme: silent, recordedBy }, null)).toEqual([recordedBy]);
    const named = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W22' } as const;
    expect(requirementsToUndo(state, { programme: { ...weihai, authority: { CorrectFact: named } }, recordedBy }, null)).toEqual([named]);
  });
});
