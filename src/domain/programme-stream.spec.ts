import { act } from '../../test/domain/district';
import { Story } from '../../test/domain/story';
import { adoptionsOf, decideAdoptOpenValue, decidePublishVersion, programme } from './programme-stream';

function published() {
  const definition = { tiers: { RISING_STAR: { seats: { value: 50, stated: 'W12' }, scoring: { open: { zh: '?', en: '?' }, type: 'integer', clause: 'W12' } } } };
  const story = new Story(programme, 'programme-weihai-edz-2017');
  const publish = (version: number, hash: string) => story.take(decidePublishVersion(story.state, { programme: 'weihai-edz-2017', version, format: 1, definition, hash }), story.on('2017-11-01'));
  const adopt = (value: number, more: { readonly sample?: boolean; readonly path?: string; readonly version?: number; readonly act?: ReturnType<typeof act> } = {}) => {
    return story.take(decideAdoptOpenValue(story.state, { programme: 'weihai-edz-2017', version: 1, path: 'tiers.RISING_STAR.scoring', value, sample: false, ...more }), story.on('2018-01-01'));
  };
  return { story, publish, adopt };
}

describe('published versions', () => {
  test('come in turn and are not published twice', () => {
    const { publish } = published();
    expect(publish(2, 'h1')).toMatchObject({ rule: 'versionNotNext', inputs: { next: 1 } });
    expect(publish(1, 'h1')).toEqual(['ProgrammeVersionPublished']);
    expect(publish(2, 'h1')).toMatchObject({ rule: 'sameVersion' });
    expect(publish(2, 'h2')).toEqual(['ProgrammeVersionPublished']);
  });
});

describe('adoptions', () => {
  test('only of an open value, under an act unless it is a sample, the last one counting', () => {
    const { story, publish, adopt } = published();
    expect(adopt(1, { act: act() })).toMatchObject({ rule: 'unknownVersion' });
    publish(1, 'h1');
    expect(adopt(1)).toMatchObject({ rule: 'actRequired' });
    expect(adopt(1, { path: 'tiers.RISING_STAR.seats', act: act() })).toMatchObject({ rule: 'notAnOpenValue' });
    expect(adopt(1, { sample: true })).toEqual(['OpenValueAdopted']);
    expect(adopt(1, { sample: true })).toMatchObject({ rule: 'alreadyAdopted' });
    expect(adopt(1, { act: act() })).toEqual(['OpenValueAdopted']);
    expect(adopt(2, { act: act() })).toEqual(['OpenValueAdopted']);
    expect(adoptionsOf(story.state, 1)).toMatchObject([{ value: 2, sample: false }]);
    // A round pins the revision of the adoptions: later ones do not reach it.
    expect(adoptionsOf(story.state, 1, 2)).toMatchObject([{ value: 1, sample: false }]);
    expect(adoptionsOf(story.state, 1, 0)).toEqual([]);
  });
});
