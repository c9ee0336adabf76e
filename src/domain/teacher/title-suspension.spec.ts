import { keeping, titled, whole } from '../../../test/domain/titled';
import { funnelMarks } from '../cultivation/funnel';
import type { BusinessDate } from '../dates';
import { termLines } from './term-calendar';

describe('E28', () => {
  test('E28: a suspended title is reinstated with a later end where the programme gives the days back', () => {
    const { suspend, reinstate, status, view: of } = titled();
    expect(suspend('2022-06-01')).toEqual(['TitleSuspended']);
    // A term that is to be longer does not run out meanwhile.
    expect([status('2022-05-31'), status('2022-06-01'), status('2022-07-15')]).toEqual(['ACTIVE', 'SUSPENDED', 'SUSPENDED']);
    expect(reinstate('2022-08-01')).toEqual(['TitleReinstated']);
    expect(of('2022-08-01')).toMatchObject({ status: 'ACTIVE', to: '2022-08-30' });
    expect(status('2022-08-31')).toBe('EXPIRED');
  });

  test('E28: with the original expiry kept it ends as before, also while suspended', () => {
    const { suspend, reinstate, status } = titled(keeping);
    suspend('2022-03-01', '2022-05-31');
    expect([status('2022-05-31'), status('2022-06-01'), status('2022-07-01')]).toEqual(['SUSPENDED', 'ACTIVE', 'EXPIRED']);
    expect(reinstate('2022-07-02')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'EXPIRED' } });
    expect(suspend('2022-06-20')).toEqual(['TitleSuspended']);
    expect(status('2022-07-01')).toBe('EXPIRED');
    expect(reinstate('2022-07-02')).toEqual(['TitleReinstated']);
    expect([status('2022-07-02'), reinstate('2022-07-03')]).toMatchObject(['EXPIRED', { rule: 'titleNotHeld' }]);
  });

  test.each([['kept', keeping, 'EXPIRED'], ['to be longer', whole, 'SUSPENDED']] as const)('E28: with its expiry %s it is not renewed while suspended, before its term ran out nor after; once reinstated it is', (_expiry, life, after) => {
    const { assess, renew, suspend, reinstate, status, story, title, programme } = titled(life);
    const asks = (day: BusinessDate) => termLines(story.state.facts, programme, day)[0]?.asks;
    assess('QUALIFIED', 1, '2022-05-01');
    suspend('2022-06-01');
    const refused = { rule: 'titleSuspended', clause: 'W13', inputs: { title, from: '2022-06-01' } };
    expect([renew('2022-06-20'), renew('2022-07-05'), status('2022-07-05')]).toMatchObject([refused, refused, after]);
    expect([asks('2022-06-20'), asks('2022-07-05')]).toEqual(['REINSTATE', 'REINSTATE']);
    reinstate('2022-07-10');
    expect(asks('2022-07-10')).toBe('RENEW');
    expect(renew('2022-07-10')).toEqual(['TitleRenewed']);
    expect(status('2022-07-10')).toBe('ACTIVE');
  });

  test('E28: nor is it made lifelong', () => {
    const { assess, renew, suspend, reinstate, grant, story, programme } = titled(keeping);
    const asks = (day: BusinessDate) => termLines(story.state.facts, programme, day)[0]?.asks;
    assess('EXCELLENT', 1, '2022-06-10');
    renew('2022-06-20');
    assess('EXCELLENT', 2, '2025-06-10');
    suspend('2025-06-15');
    expect([grant('2025-06-20'), grant('2025-07-05')]).toMatchObject([{ rule: 'titleSuspended', clause: 'W13' }, { rule: 'titleSuspended' }]);
    expect([asks('2025-06-14'), asks('2025-06-20'), asks('2025-07-05')]).toEqual(['GRANT', 'REINSTATE', 'REINSTATE']);
    reinstate('2025-07-10');
    expect([asks('2025-07-10'), grant('2025-07-10')]).toEqual(['GRANT', ['LifetimeTitleGranted']]);
  });

  describe('E28: days given back never reach into a term that follows, which is longer by those that there is no room for', () => {
    const renewed = (from?: BusinessDate) => {
      const of = titled();
      of.assess('QUALIFIED', 1, '2022-05-01');
      of.renew('2022-05-02', from);
      /** The last day of the term of the day, as it is known on it. */
      const last = (day: BusinessDate) => [of.view(day)?.term, of.view(day)?.to, termLines(of.story.state.facts, of.programme, day)[0]?.to];
      return { ...of, last };
    };

    test('of a suspension within the term that was renewed already', () => {
      const { suspend, reinstate, last } = renewed();
      suspend('2022-05-10');
      expect(last('2022-05-10')).toEqual([1, '2022-06-30', '2022-06-30']);
      reinstate('2022-06-10');
      expect([last('2022-06-10'), last('2022-06-30')]).toEqual([[1, '2022-06-30', '2022-06-30'], [1, '2022-06-30', '2022-06-30']]);
      expect(last('2022-07-01')).toEqual([2, '2025-07-31', '2025-07-31']);
    });

    test('of one across the two, which goes on in the second', () => {
      const { suspend, reinstate, last, status } = renewed();
      suspend('2022-06-10');
      expect([status('2022-06-30'), status('2022-07-01')]).toEqual(['SUSPENDED', 'SUSPENDED']);
      reinstate('2022-10-01');
      expect([last('2022-06-30'), last('2022-10-01')]).toEqual([[1, '2022-06-30', '2022-06-30'], [2, '2025-10-21', '2025-10-21']]);
    });

    test('of one before a gap, which is filled first', () => {
      const { suspend, reinstate, last, status } = renewed('2022-07-11');
      suspend('2022-05-10');
      reinstate('2022-06-10');
      expect([last('2022-06-10'), last('2022-07-11')]).toEqual([[1, '2022-07-10', '2022-07-10'], [2, '2025-07-31', '2025-07-31']]);
      expect(status('2022-07-10')).toBe('ACTIVE');
    });

    test('and the next renewal begins after the longer term', () => {
      const { suspend, reinstate, assess, renew, story } = renewed();
      suspend('2022-05-10');
      reinstate('2022-06-10');
      assess('QUALIFIED', 2, '2025-07-20');
      expect(renew('2025-07-20')).toEqual(['TitleRenewed']);
      expect(story.lastOf('TitleRenewed').data.term).toMatchObject({ number: 3, from: '2025-08-01', to: '2028-07-31' });
    });
  });

  test('two suspensions do not meet, and what is not suspended is not reinstated', () => {
    const { suspend, reinstate } = titled();
    suspend('2021-06-01', '2021-06-30');
    expect(suspend('2021-05-20')).toMatchObject({ rule: 'suspensionsMeet', inputs: { from: '2021-06-01', to: '2021-06-30' } });
    expect(reinstate('2021-07-01')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'ACTIVE' } });
  });

  test('a seat that is kept for one suspended across two terms is kept in the second too', () => {
    const kept = (from?: BusinessDate) => {
      const of = titled(keeping);
      of.assess('QUALIFIED', 1, '2022-05-01');
      of.renew('2022-05-02', from);
      of.suspend('2022-06-10');
      return funnelMarks(of.story.state.facts).filter(({ key }) => key.step === 'KEPT').map(({ from: first, to }) => [first, to]);
    };
    expect([kept(), kept('2022-07-02')]).toEqual([[['2022-06-10', '2025-07-01']], [['2022-06-10', '2022-07-01']]]);
  });
});
