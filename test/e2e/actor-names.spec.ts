import { replayed } from '../../src/cli/replay';
import { clerk, dossier, OFFICER, settle } from '../commands/town';
import { AUDITOR, at } from './read-town';
import { eventually, Served } from './served';

const TRAINING = { training: 'offer-1', activity: '暑期研修', topic: 'ETHICS', periods: 16, provider: '区教研中心', completedOn: '2019-05-01', source: 'offer-1/1' };

describe('names of those who acted, in a replay', () => {
  let served: Served;
  let teacher = '';
  let officer = '';
  beforeAll(async () => {
    served = await Served.start();
    const { application } = served.house;
    await settle(application, 1);
    at(served.house, '2019-05-10');
    officer = String((await served.done('/people', OFFICER, { name: '欧阳文渊' }))['person']);
    for (const [person, post] of [[AUDITOR, 'Auditor'], [officer, 'BureauOfficer']]) await served.done('/appointments', OFFICER, { person, post, org: 'edz', from: '2017-01-01', to: null });
    teacher = String((await served.done('/teachers', clerk('school-1'), dossier(1, 'school-1')))['teacher']);
    await served.done(`/teachers/${teacher}/trainings`, officer, TRAINING);
  }, 30_000);
  afterAll(() => served.stop());

  const read = async (as: string, query = '?format=text&lang=zh') => {
    const position = String(await served.house.events.head());
    return served.ask('GET', `/teachers/${teacher}/history${query}`, { as, headers: { 'echelon-position': position } });
  };

  it('those who oversee her unit read names beside ids; herself and her school read ids', async () => {
    const line = `办理：欧阳文渊（${officer}），经区教体处教育行政部门经办人`;
    expect((await read(AUDITOR)).text).toContain(line);
    expect((await read(OFFICER, '?format=text&lang=en')).text).toContain(`By: 欧阳文渊 (${officer}), bureau officer at EDZ education office`);
    expect((await read(AUDITOR, '')).body['names']).toMatchObject({ [officer]: '欧阳文渊' });
    for (const as of [teacher, clerk('school-1')]) {
      const seen = await read(as);
      expect(seen.status).toBe(200);
      expect(seen.text).toContain(`办理：${officer}，经区教体处`);
      expect(seen.text).not.toContain('欧阳文渊');
      expect((await read(as, '')).body['names']).toEqual({});
    }
  });

  it('the command line reads them from the log', async () => {
    expect(await replayed(served.house.config, teacher, { lang: 'zh' })).toContain(`办理：欧阳文渊（${officer}）`);
    expect(JSON.parse(await replayed(served.house.config, teacher, { lang: 'zh', json: true }))).toMatchObject({ names: { [officer]: '欧阳文渊' } });
  });

  it('an erased actor stands by the id alone', async () => {
    await served.done(`/people/${officer}/erasure`, OFFICER, { basis: 'CONSENT_WITHDRAWN' });
    const seen = await eventually(() => read(AUDITOR), ({ text }) => !text.includes('欧阳文渊'));
    expect(seen.text).toContain(`办理：${officer}，经区教体处`);
    expect(await replayed(served.house.config, teacher, { lang: 'zh' })).not.toContain('欧阳文渊');
  });
});
