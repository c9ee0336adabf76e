import { oneHandIn } from './one-hand';

test('names who entered separate parts of a round, and nobody who entered one part or acted herself', () => {
  const entry = (type: string, enteredBy: string | null) => ({ type, enteredBy });
  expect(oneHandIn([
    entry('SchoolRecommended', 'clerk-1'), entry('LevelRecommended', 'clerk-1'),
    entry('SchoolRecommended', 'entrant'), entry('ConsentGiven', 'clerk-1'), entry('Nominated', 'clerk-1'),
    entry('ListApproved', null), entry('ConferralDecided', 'entrant'), entry('MarksEntered', 'clerk-2'), entry('ObjectionDecided', 'entrant'),
  ])).toEqual([{ enteredBy: 'entrant', parts: ['RECOMMENDER', 'DECIDER', 'OBJECTION_HANDLER'] }]);
});
