import { act, District, parameters, risingStar, weihai } from '../../test/domain/district';
import { Story } from '../../test/domain/story';
import { decideUseEvidence, evidence, plainSource } from './evidence';
import { decideVoid } from './teacher/correction';
import { decideEnterEvidence } from './teacher/evidence-entry';
import { view } from './teacher/view';

describe('one paper and two candidates (E43)', () => {
  const source = '《小学语文教学》2018年第4期';
  function given() {
    const district = new District({ ...weihai, tiers: [{ ...risingStar, eligibility: [{ rule: 'evidenceOnce@1', clause: 'W12', arguments: { kinds: ['PAPER'] } }] }] });
    district.open({ parameters });
    for (const id of ['a', 'b']) {
      district.register(id);
      district.consent(id);
    }
    return { district, paper: new Story(evidence, 'evidence-f') };
  }
  const use = ({ district, paper }: ReturnType<typeof given>, id: string, others: readonly string[] = []) => {
    const context = district.about(paper, '2019-05-12');
    const states = others.map((other) => district.teacher(other).state);
    const answer = paper.take(decideUseEvidence(paper.state, { fingerprint: 'f', kind: 'PAPER', source, round: district.round.state, teacher: district.teacher(id).state, others: states }, context), context);
    return answer;
  };
  const settle = ({ district, paper }: ReturnType<typeof given>, id: string) => {
    const story = district.teacher(id);
    const context = district.about(story, '2019-05-12');
    return story.take(decideEnterEvidence(story.state, paper.last()), context);
  };

  test('E43 the first is nominated, the second is not, and settling again writes nothing', () => {
    const all = given();
    expect(use(all, 'a')).toEqual(['EvidenceUsed']);
    expect(settle(all, 'a')).toEqual(['EvidenceEntered']);
    expect(settle(all, 'a')).toEqual([]);
    expect(use(all, 'b', ['a'])).toEqual(['EvidenceUsed']);
    expect(settle(all, 'b')).toEqual(['EvidenceEntered']);
    expect(all.district.nominate('a')).toEqual(['Nominated']);
    expect(all.district.nominate('b')).toMatchObject({ rule: 'evidenceOnce', clause: 'W12' });
    expect(all.paper.last().data).toMatchObject({ earlierInRound: 1, earlier: 1 });
  });

  test('a use whose entry is not written yet stands all the same', () => {
    const all = given();
    use(all, 'a');
    expect(use(all, 'a')).toMatchObject({ rule: 'evidenceEntered' });
    use(all, 'b', ['a']);
    expect(all.paper.last().data).toMatchObject({ teacher: 'b', earlierInRound: 1 });
  });

  test('an entry that was voided counts no more, and may be made again; the voided one is not written a second time', () => {
    const all = given();
    use(all, 'a');
    settle(all, 'a');
    const story = all.district.teacher('a');
    const context = all.district.about(story, '2019-05-12', 'officer');
    expect(story.take(decideVoid(story.state, { event: story.last().id, reasonCode: 'EVIDENCE_FALSE', reason: '署名不实', act: act(), rounds: [] }, context), context)).toEqual(['FactVoided']);
    expect(settle(all, 'a')).toEqual([]);
    use(all, 'b', ['a']);
    expect(all.paper.last().data).toMatchObject({ teacher: 'b', earlierInRound: 0 });
    expect(use(all, 'a', ['b'])).toEqual(['EvidenceUsed']);
    expect(all.paper.last().data).toMatchObject({ teacher: 'a', earlierInRound: 1 });
    expect(view(story.state.facts, '2019-05-12').career.evidence).toEqual([]);
  });

  test('blanks, punctuation, width and case make no other work of it', () => {
    expect(plainSource(' 《小学语文教学》２０１８年 第4期 ')).toBe(plainSource('小学语文教学2018年第４期'));
    expect(plainSource('GX-2018/042')).toBe('gx2018042');
    expect(plainSource('2018-042')).not.toBe(plainSource('2018-043'));
  });
});
