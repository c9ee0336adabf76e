import { act, District } from '../../../test/domain/district';
import { rolesIn } from '../round/round';
import { decideRecordAttendance, meetings, scoredAbsent, type RecordAttendanceCommand } from './attendance';

function sitting() {
  const district = new District();
  district.open();
  district.recommend(['a', 'b']);
  district.closeNominations();
  district.commission(['a', 'b']);
  district.formPanel();
  const record = (more: Partial<RecordAttendanceCommand> = {}, person = 'officer') => {
    const context = district.about(district.panel, '2019-06-05', person);
    return district.panel.take(decideRecordAttendance(district.panel.state, { on: '2019-06-05', present: ['expert-1'], proxies: [], act: act(), ...more }, rolesIn(district.round.state), context), context);
  };
  return { district, record };
}

describe('who sat in a meeting of a panel', () => {
  test('is recorded as it was: who came, who was represented and is absent all the same, and that too few came', () => {
    const { district, record } = sitting();
    expect(record({ proxies: [{ absent: 'expert-2', by: 'expert-1' }] })).toEqual(['AttendanceRecorded']);
    const experts = district.panel.state.formed?.experts ?? [];
    expect(meetings(district.panel.state, 2)).toMatchObject([{ on: '2019-06-05', present: ['expert-1'], absent: experts.filter((expert) => expert !== 'expert-1'), proxies: [{ absent: 'expert-2', by: 'expert-1' }], minimum: 2, short: true, act: { number: act().number } }]);
    expect(meetings(district.panel.state, 1)).toMatchObject([{ short: false }]);
    expect(meetings(district.panel.state, null)).toMatchObject([{ minimum: null, short: false }]);
  });

  test('the same again changes nothing; another list for the day takes its place', () => {
    const { district, record } = sitting();
    record();
    expect(record({ present: ['expert-1', 'expert-1'] })).toEqual([]);
    expect(record({ present: ['expert-2', 'expert-1'] })).toEqual(['AttendanceRecorded']);
    expect(meetings(district.panel.state, null)).toMatchObject([{ present: ['expert-1', 'expert-2'] }]);
  });

  test('is of the panel\'s own members, of a day that has been, while it still scores', () => {
    const { district, record } = sitting();
    expect(record({ present: ['expert-9'] })).toMatchObject({ rule: 'notOnThePanel', inputs: { person: 'expert-9' } });
    expect(record({ on: '2019-06-06' })).toMatchObject({ rule: 'inTheFuture' });
    expect(record({ on: '2019-02-30' })).toMatchObject({ rule: 'notADate' });
    expect(record({}, 'a')).toMatchObject({ rule: 'separationOfDuties' });
    for (const id of ['a', 'b']) for (const expert of ['expert-1', 'expert-2']) district.score(id, expert, 80);
    district.closePanel();
    expect(record()).toMatchObject({ rule: 'panelClosed' });
  });

  test('a proxy is given by one who is absent to one who is there, and once', () => {
    const { record } = sitting();
    expect(record({ present: ['expert-1', 'expert-2'], proxies: [{ absent: 'expert-2', by: 'expert-1' }] })).toMatchObject({ rule: 'proxyOfNobody' });
    expect(record({ proxies: [{ absent: 'expert-1', by: 'expert-2' }] })).toMatchObject({ rule: 'proxyOfNobody' });
    expect(record({ proxies: [{ absent: 'expert-2', by: 'expert-1' }, { absent: 'expert-2', by: 'expert-1' }] })).toMatchObject({ rule: 'namedTwice' });
  });

  test('who scored and sat in no meeting is named, once a meeting is on record', () => {
    const { district, record } = sitting();
    district.score('a', 'expert-1', 80);
    district.score('a', 'expert-2', 80);
    expect(scoredAbsent(district.panel.state)).toEqual([]);
    record();
    expect(scoredAbsent(district.panel.state)).toEqual(['expert-2']);
    record({ on: '2019-06-04', present: ['expert-2'] });
    expect(scoredAbsent(district.panel.state)).toEqual([]);
  });
});
