import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { teachers } from '../../src/demo/district';
import { CITY_ROUND, COUNTY_ROUND, PROGRAMME, playDemonstration } from '../../src/demo/play';
import { BUREAUX } from '../../src/demo/bureaux';
import { LaterBureaux } from '../../src/demo/later';
import { readBureau, readTold } from '../../src/demo/told-round';
import { FIRST_OFFICER } from '../../src/examples/given';
import { readConfig } from '../../src/config';
import { openHouse } from '../../src/house';
import { needlesOf } from './needles';
import { Scanner } from './scanner';
import { EmbeddedSite, report } from './site';
import { reflected } from './views';
import { inCI } from '../spread';

const TEACHERS = 300;

// It plays three bureaux to their end: everyday runs scan the scenarios of at-rest.spec.ts.
inCI('the demonstration leaves no name and no identity number of its teachers in its folder', async () => {
  const site = new EmbeddedSite();
  const house = await openHouse(readConfig({ ECHELON_DATA: site.folder, ECHELON_FIRST_OFFICER: FIRST_OFFICER }, { empty: true }));
  try {
    await house.start();
    const programmes = join(__dirname, '../../programmes');
    const folder = join(programmes, PROGRAMME);
    const [city, county] = [CITY_ROUND, COUNTY_ROUND].map(({ programme, example }) => readTold(join(programmes, programme), example));
    if (city === undefined || county === undefined) throw new Error('two rounds');
    await playDemonstration({ application: house.application, clock: house.clock, teachers: TEACHERS, programme: readFileSync(join(folder, 'programme.yaml'), 'utf8'), sample: readFileSync(join(folder, 'sample.yaml'), 'utf8'), city, county, later: new LaterBureaux({ application: house.application, clock: house.clock, bureaux: BUREAUX.map((told) => readBureau(programmes, told)) }) }, () => undefined);
    await reflected(house);
    // Birth dates are left to the scenario whose dates are chosen apart: here one's day of entry is another's birthday.
    const people = teachers(TEACHERS).map(({ name, identityNumber }, n) => ({ who: `teacher ${n}`, name, identityNumber }));
    const ofOthers = [city, county].flatMap(({ example }) => example.given.teachers ?? []).map(({ name: who, called = '', identityNumber }) => ({ who, name: called, ...(identityNumber === undefined ? {} : { identityNumber }) }));
    expect(ofOthers.every(({ name }) => name !== '')).toBe(true);
    const scan = await site.scan(new Scanner(needlesOf([...people, ...ofOthers])));
    expect(report(scan.findings)).toEqual([]);
    expect(scan.bytes).toBeGreaterThan(2_000_000);
  } finally {
    await house.close();
    await site.remove();
  }
}, 120_000);
