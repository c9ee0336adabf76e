import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePersonas } from './personas';
import { localToken, noPersona } from './token';

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

  it('is not made for whoever comes later, and says when she does', async () => {
    const data = mkdtempSync(join(tmpdir(), 'echelon-token-'));
    try {
      await writePersonas(data, { 'district-teacher': { person: null, from: '2025-03-01', zh: '教师', en: 'teacher' } });
      await expect(localToken({ ECHELON_DATA: data }, 'district-teacher', 1)).rejects.toThrow(/2025-03-01/u);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });
});
