import { act, District, personal, weihai } from '../../../test/domain/district';
import type { DecisionContext } from '../context';
import type { Decision } from '../facts';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect, decideVoid } from './correction';
import type { TeacherFact } from './facts';
import { decideTransfer } from './life';
import { decideNominate } from './nomination';
import { decideRevoke } from './title-revocation';
import { decideRecordTraining } from './training';

/** A title holder with a post at the bureau, and an open round for her to be put forward in. */
function officerWithTitle() {
  const district = new District();
  district.concluded();
  return { district, story: district.teacher('a'), rounds: [{ round: district.round.state, programme: weihai }] };
}

describe('an officer whose own dossier it is', () => {
  const { district, story, rounds } = officerWithTitle();
  const title = story.lastOf('TitleConferred').data.title;
  const consent = story.lastOf('ConsentGiven').id;
  const steps: readonly (readonly [string, (context: DecisionContext) => Decision<TeacherFact>])[] = [
    ['corrects her birth date', (context) => decideCorrect(story.state, { event: 'teacher-a#0', personal: personal('a', '1991-01-01'), rounds }, context)],
    ['voids her consent', (context) => decideVoid(story.state, { event: consent, reasonCode: 'NEVER_HAPPENED', reason: '代签', rounds }, context)],
    ['records her training', (context) => decideRecordTraining(story.state, { training: 't-1', topic: 'CLASS_TEACHER', periods: 6, provider: 'centre', completedOn: '2019-07-15', source: 'hmac-1', personal: { activity: '专题', source: 'key-1' } }, context)],
    ['concludes her assessment', (context) => decideConcludeAssessment(story.state, { assessment: 'as-1', programme: 'weihai-edz-2017', kind: 'END_OF_TERM', period: 'term-1', grade: 'EXCELLENT', title, assessor: 'bureau', act: act('9号', context.today) }, context)],
    ['revokes her title', (context) => decideRevoke(story.state, { title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act('9号', context.today), reason: '其他' }, context)],
    ['transfers herself', (context) => decideTransfer(story.state, { to: 'school-1', stage: 'PRIMARY', subject: '数学' }, context)],
  ];

  test.each(steps)('is refused when she %s, and a colleague is not', (_what, decide) => {
    const herself = district.about(story, '2019-09-02', 'a');
    expect(decide(herself)).toEqual({ kind: 'refused', refusal: { rule: 'ownDossier', inputs: { person: 'a' } }, events: [] });
    expect(decide(district.about(story, '2019-09-02', 'officer'))).toMatchObject({ kind: 'events' });
    // Nor from paper of that colleague which she enters.
    const entered = district.about(story, '2019-09-02', 'officer');
    expect(decide({ ...entered, acting: { ...entered.acting, enteredBy: 'a' } })).toEqual(decide(herself));
  });

  test('is refused when she submits her own nomination, and nothing is noted against her', () => {
    const other = new District();
    other.open();
    other.register('b');
    other.consent('b');
    const nominate = (person: string) => decideNominate(other.teacher('b').state, { nomination: 'n-b', round: other.round.state }, other.about(other.teacher('b'), '2019-05-12', person));
    expect(nominate('b')).toEqual({ kind: 'refused', refusal: { rule: 'ownDossier', inputs: { person: 'b' } }, events: [] });
    expect(nominate('clerk-1')).toMatchObject({ kind: 'events', events: [{ type: 'Nominated' }] });
  });
});
