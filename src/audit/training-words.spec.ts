import type { HistoryFact } from './history';
import { detailOf } from './event-words';
import { samples } from '../../test/golden/samples';

const words = { org: (id: string) => ({ zh: id, en: id }), recognition: (_: string, code: string) => ({ zh: code, en: code }), milestone: (_: string, code: string) => ({ zh: code, en: code }), assessment: (_: string, code: string) => ({ zh: code, en: code }), component: (code: string) => ({ zh: code, en: code }), criterion: (_: string, __: string, code: string) => ({ zh: code, en: code }), tier: (_: string, code: string) => ({ zh: code, en: code }), round: (id: string) => ({ zh: id, en: id }), ground: (_: string, code: string) => ({ zh: code, en: code }), exit: (_: string, __: string, code: string) => ({ zh: code, en: code }), called: () => ({}), scheme: () => null };

function told(type: 'CompletedTraining' | 'TrainingHoursVoided' | 'EnrolledInTraining' | 'DeliverableSubmitted' | 'DeliverableReturned' | 'DeliverableAccepted') {
  const { data, stream, private: parts = {} } = samples[type];
  const teacher = stream.slice('teacher-'.length);
  const meta = { commandId: 'c', useCase: 'u', request: 'r', actor: 'p', appointment: null, capacity: null, effectiveOn: '2019-05-12', context: { today: '2019-05-12' }, cause: 'c', correlation: 'c', class: 'internal' };
  return detailOf({ id: 'e', type, version: 1, stream, revision: 0, recordedAt: '2019-05-12T01:00:00.000Z', data, private: parts, meta } as HistoryFact, teacher, words);
}

describe('a training in a timeline', () => {
  test('says what it counts for, where it was held, how it was converted, and that it came late', () => {
    expect(told('CompletedTraining').zh).toBe('市级骨干教师研修班（ETHICS） 72 学时，2018-11-30 完成，记入 CLASS_TEACHER_WORK 的“INDUCTION”，基地 base-1，由 54 小时按每学时 45 分钟折算，材料逾期，经批准登记');
    expect(told('CompletedTraining').en).toBe('市级骨干教师研修班 (ETHICS), 72 class periods, completed 2018-11-30, credited to CLASS_TEACHER_WORK, INDUCTION, at base base-1, from 54 hours at 45 minutes a period, documented late, by leave');
  });

  test('says why hours do not count, until when what is asked is due, and which piece it is about', () => {
    expect(told('TrainingHoursVoided')).toEqual({ zh: '12 学时不予计入：学时多计', en: '12 class periods do not count: the hours were overstated' });
    expect(told('EnrolledInTraining').zh).toBe('FUTURE_BACKBONE，自 2019-03-01 起，2020-02-29 前完成');
    expect(told('DeliverableSubmitted').en).toBe('FUTURE_BACKBONE: DEMO_LESSON, received 2019-05-10');
    expect([told('DeliverableReturned').zh, told('DeliverableAccepted').zh]).toEqual(['FUTURE_BACKBONE：DEMO_LESSON', 'FUTURE_BACKBONE：DEMO_LESSON']);
  });
});
