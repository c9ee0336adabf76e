import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { PUBLICITIES, publicities, type PublicityDocument } from './publicities';
import { publicitiesAsOf, publicityAsOf } from './query';

const opened: GivenEvent = {
  type: 'PublicityOpened', stream: 'round-r1', on: '2019-06-10', id: 'posted',
  data: {
    publicity: 'pub', level: 'SCHOOL', unit: 'u1', listHash: 'h1', rows: [{ nomination: 'n-a', teacher: 'a', hash: 'h' }, { nomination: 'n-b', teacher: 'b', hash: 'h' }],
    openedOn: '2019-06-10', workingDays: 5, countFirstDay: false, firstDay: '2019-06-11', lastDay: '2019-06-17', calendar: 'cn', provisional: false, places: ['site', 'gate'], contact: { office: '教育处', phone: '0631-1' },
  },
};
const about = (type: GivenEvent['type'], on: string, data: object, more: Partial<GivenEvent> = {}): GivenEvent => ({ type, stream: 'round-r1', on, data: { publicity: 'pub', ...data }, ...more });
const seen = (body: unknown, day: string) => publicityAsOf(body as PublicityDocument, day);

describe('publicities', () => {
  describeProjection([publicities], [
    {
      name: 'a posting as of every day of its life: window, list, proofs, taking down, and what is due',
      given: [
        opened,
        about('PublicityListChanged', '2019-06-12', { edition: 2, changes: [{ kind: 'REMOVED', nomination: 'n-b', teacher: 'b' }], listHash: 'h2', rows: [{ nomination: 'n-a', teacher: 'a', hash: 'h' }], restarted: true, openedOn: '2019-06-12', firstDay: '2019-06-13', lastDay: '2019-06-19', calendar: 'cn', provisional: false }),
        about('PublicityWindowEnded', '2019-06-19', { lastDay: '2019-06-19' }),
        about('PublicityClosed', '2019-06-21', { proofs: [{ place: 'site', file: 'f1' }, { place: 'gate', file: null }], objections: 1 }, { meta: { act: { body: 'u1', kind: '公示情况说明', number: null, date: '2019-06-21', file: 'f2' } } }),
        about('ListTakenDown', '2019-06-24', { on: '2019-06-24', places: ['gate'] }),
      ],
      then: ({ body }) => {
        const document = body(PUBLICITIES, 'pub');
        expect(seen(document, '2019-06-09')).toBeNull();
        expect(seen(document, '2019-06-11')).toMatchObject({ level: 'SCHOOL', unit: 'u1', standing: 'RUNNING', window: { workingDays: 5, firstDay: '2019-06-11', lastDay: '2019-06-17' }, list: { hash: 'h1', rows: 2, edition: 1 }, changes: [], due: [], contact: { office: '教育处' } });
        expect(seen(document, '2019-06-18')).toMatchObject({ standing: 'RUNNING', window: { firstDay: '2019-06-13', lastDay: '2019-06-19' }, list: { hash: 'h2', rows: 1, edition: 2 }, changes: [{ on: '2019-06-12', changes: [{ kind: 'REMOVED', nomination: 'n-b' }] }] });
        expect(seen(document, '2019-06-20')).toMatchObject({ standing: 'ENDED', closedOn: null, due: [{ what: 'CLOSE', since: '2019-06-19' }, { what: 'TAKE_DOWN', since: '2019-06-19', places: ['site', 'gate'] }] });
        expect(seen(document, '2019-06-30')).toMatchObject({
          standing: 'CLOSED', closedOn: '2019-06-21', objections: 1, statement: { kind: '公示情况说明', file: 'f2' },
          places: [{ place: 'site', proof: 'f1', takenDownOn: null }, { place: 'gate', proof: null, takenDownOn: '2019-06-24' }], due: [{ what: 'TAKE_DOWN', places: ['site'] }],
        });
      },
    },
    {
      name: 'what was written before levels posted lists is a final one',
      given: [{ ...opened, version: 1, data: Object.fromEntries(Object.entries(opened.data).filter(([field]) => field !== 'level' && field !== 'unit')) }],
      then: ({ body }) => expect(body(PUBLICITIES, 'pub')).toMatchObject({ level: null, unit: null, openedOn: '2019-06-10' }),
    },
    {
      name: 'a final list that another took the place of is to come down, and not to be closed',
      given: [
        { ...opened, data: { ...opened.data, level: null, unit: null } },
        { ...opened, id: 'again', on: '2019-06-14', data: { ...opened.data, publicity: 'pub-2', level: null, unit: null, openedOn: '2019-06-14', lastDay: '2019-06-21' } },
      ],
      then: ({ body }) => {
        const both = ['pub', 'pub-2'].map((id) => body(PUBLICITIES, id) as PublicityDocument);
        expect(publicitiesAsOf(both, '2019-06-12').map(({ standing }) => standing)).toEqual(['RUNNING']);
        expect(publicitiesAsOf(both, '2019-06-18')).toMatchObject([{ standing: 'SUPERSEDED', due: [{ what: 'TAKE_DOWN', since: '2019-06-14', places: ['site', 'gate'] }] }, { standing: 'RUNNING', due: [] }]);
      },
    },
    {
      name: 'E22 a suspended clock has no last day; what is due is to resume it',
      given: [
        opened,
        about('PublicityClockSuspended', '2019-06-13', { on: '2019-06-13', counted: 2, left: 3, staysPosted: false }),
        about('PublicityClockResumed', '2019-06-20', { on: '2019-06-20', left: 3, lastDay: '2019-06-25', calendar: 'cn', provisional: false }),
      ],
      then: ({ body }) => {
        const document = body(PUBLICITIES, 'pub');
        expect(seen(document, '2019-06-19')).toMatchObject({ standing: 'SUSPENDED', window: { lastDay: null }, suspensions: [{ from: '2019-06-13', to: null, left: 3, staysPosted: false }], due: [{ what: 'RESUME', since: '2019-06-13' }] });
        expect(seen(document, '2019-06-21')).toMatchObject({ standing: 'RUNNING', window: { firstDay: '2019-06-11', lastDay: '2019-06-25' }, suspensions: [{ from: '2019-06-13', to: '2019-06-20' }], due: [] });
      },
    },
    {
      name: 'E19 a provisional window is due to be counted again and has not ended before that',
      given: [
        { ...opened, data: { ...opened.data, provisional: true } },
        about('PublicityRecomputed', '2019-06-20', { firstDay: '2019-06-11', lastDay: '2019-06-21', calendar: 'cn+2019', provisional: false }),
      ],
      then: ({ body }) => {
        const document = body(PUBLICITIES, 'pub');
        expect(seen(document, '2019-06-19')).toMatchObject({ standing: 'RUNNING', window: { provisional: true, lastDay: '2019-06-17' }, due: [{ what: 'RECOMPUTE', since: '2019-06-17' }] });
        expect(seen(document, '2019-06-22')).toMatchObject({ standing: 'ENDED', window: { provisional: false, lastDay: '2019-06-21', calendar: 'cn+2019' }, recomputed: [{ lastDay: '2019-06-21' }] });
      },
    },
  ]);
});
