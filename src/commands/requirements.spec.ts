import { District, weihai } from '../../test/domain/district';
import { requirementsToUndo } from './requirements';

describe('who may undo what a body decided', () => {
  const { orgs: { state } } = new District();
  const silent = { ...weihai, authority: {} };

  test('where the programme is silent, no bureau below that body', () => {
    expect(state.orgs.get('bureau')?.level).toBe('DISTRICT');
    expect(requirementsToUndo(state, silent, 'bureau')).toEqual([{ post: 'BureauOfficer', level: 'DISTRICT' }, { post: 'BureauOfficer', level: 'CITY' }]);
    const city = { ...state, orgs: new Map([...state.orgs].map(([org, unit]) => [org, org === 'bureau' ? { ...unit, level: 'CITY' as const } : unit])) };
    expect(requirementsToUndo(city, silent, 'bureau')).toEqual([{ post: 'BureauOfficer', level: 'CITY' }]);
  });

  test('whom the programme names, whoever decided; any bureau above her where no body of the tree did', () => {
    const named = { post: 'BureauOfficer', level: 'CITY', clause: 'W22' } as const;
    expect(requirementsToUndo(state, { ...weihai, authority: { CorrectFact: named } }, 'bureau')).toEqual([named]);
    expect(requirementsToUndo(state, silent, null)).toEqual([{ post: 'BureauOfficer', level: null }]);
    expect(requirementsToUndo(state, silent, 'a-court')).toEqual([{ post: 'BureauOfficer', level: null }]);
  });
});
