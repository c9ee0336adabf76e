import { statusName, statusSays } from './nomination-words';

describe('words for how a nomination stands', () => {
  it.each(['RETURNED', 'WITHDRAWN', 'STRUCK', 'HELD'] as const)('%s reads in both languages, and says what to do or what comes next', (status) => {
    expect(statusName(status).zh).toMatch(/\p{Script=Han}/u);
    const { zh, en } = statusSays(status, '2019-05-20');
    expect(zh).toMatch(/请|继续|可以/u);
    expect(en).toMatch(/complete|apply again|objection|goes on/u);
    expect(`${zh}${en}`).not.toContain('{by}');
  });

  it('names the last day, or says where it stands', () => {
    expect(statusSays('RETURNED', '2019-05-20')).toMatchObject({ zh: expect.stringContaining('2019-05-20'), en: expect.stringContaining('by 2019-05-20') });
    expect(statusSays('OPEN', null).zh).toContain('通知规定之日');
  });
});
