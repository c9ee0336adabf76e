import { noPersona } from './token';

describe('a token in a demonstration', () => {
  const officer = { person: '3a91f217-5251-5747-a6f8-2ac82b8e27b5', zh: '经办人', en: 'officer' };

  it('says whom it is for where a persona was meant and misspelt', () => {
    expect(noPersona({ 'county-officer': officer }, 'county')).toEqual({
      zh: '“county”不是演示角色（county-officer），已按人员标识签发。',
      en: '"county" is no persona (county-officer); the token is for the person of this id.',
    });
  });

  it.each([
    ['of a persona', { 'county-officer': officer }, 'county-officer'],
    ['of an id that the server made', { 'county-officer': officer }, '92ef512c-7ada-5b00-99d3-390c05cb2f04'],
    ['in a real store', undefined, 'county'],
  ])('says nothing %s', (_what, personas, who) => {
    expect(noPersona(personas, who)).toBeNull();
  });
});
