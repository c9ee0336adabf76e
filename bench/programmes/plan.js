'use strict';
const { CITY, OFFICER, EXPERTS_PER_PANEL, clerkOf, expertOf, officerOf } = require('../city/plan');

/** A city of the first rank, and what both programmes ask of it in numbers. */
const FULL = { districts: 13, schools: 450, directUnits: 30, teachers: 40_000, callers: 64 };
/** Of Wenzhou over four years: people selected, and titles that come of them. */
const POOLS = { RISING_STAR: [3_000, 1_500], CITY_MASTER: [1_000, 500], PROVINCIAL_MASTER: [500, 300], OUTSTANDING: [100, 100] };
/** Of Qingdao in each of two selections. */
const MASTERS = { MASTER_TEACHER: 300, MASTER_PRINCIPAL: 100 };
/** Titles of the time before Wenzhou's plan, and studios of education masters of Qingdao, as the texts have them. */
const LEGACY = 432;
const MASTER_STUDIOS = 36;
/** Of what a year brings beside the rounds: corrections, pairs, people in training, outputs. */
const OF_A_YEAR = 100;
const YEARS = 4;
/** Cohorts from which titles come while the plan runs: the last one is still in cultivation when it ends. */
const CONFIRMED_YEARS = YEARS - 1;
/** Put forward for each who is selected. */
const OVER = 1.2;
/** Candidates before one panel. */
const OF_A_PANEL = 150;
/** Of hundred; as the sample of Qingdao has it, a part of a person dropped. */
const EXCELLENT_PERCENT = 30;

const partyOf = (unit) => `party-of-${unit}`;

/** Whole numbers, as equal as they can be, that add up to the total: what a pool takes in is not exceeded by rounding. */
const shares = (total, count) => Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0));

/** @param scale 1: the whole city; 0.01: one that a test plays in seconds. */
function sizeOf(scale) {
  const atLeast = (least, value) => Math.max(least, Math.round(value));
  const districts = Math.min(FULL.districts, atLeast(2, FULL.districts * Math.sqrt(scale)));
  const yearly = Object.fromEntries(Object.entries(POOLS).map(([tier, [selected, confirmed]]) => [tier, { selected: atLeast(2, (selected * scale) / YEARS), confirmed: shares(atLeast(CONFIRMED_YEARS, confirmed * scale), CONFIRMED_YEARS) }]));
  // The counties lead for rising stars, each a round of its own a year.
  const stars = atLeast(2 * districts, (POOLS.RISING_STAR[0] * scale) / YEARS);
  yearly.RISING_STAR = { ...yearly.RISING_STAR, selected: stars, ofDistricts: shares(stars, districts) };
  // Nobody is confirmed who was not selected the year before.
  for (const one of Object.values(yearly)) one.confirmed = one.confirmed.map((count) => Math.min(one.selected, count));
  return {
    scale, legacy: atLeast(6, LEGACY * scale), ofYear: atLeast(2, OF_A_YEAR * scale), masterStudios: atLeast(2, MASTER_STUDIOS * scale),
    districts, schools: atLeast(12, FULL.schools * scale), directUnits: atLeast(2, FULL.directUnits * scale), teachers: atLeast(400, FULL.teachers * scale), callers: scale < 0.05 ? 16 : FULL.callers,
    yearly, masters: Object.fromEntries(Object.entries(MASTERS).map(([track, seats]) => [track, atLeast(3, seats * scale)])),
  };
}

const putForward = (selected) => Math.ceil(selected * OVER);
const panelsFor = (candidates) => Math.ceil(candidates / OF_A_PANEL);
const excellentOf = (members) => Math.floor((members * EXCELLENT_PERCENT) / 100);

const STAGES = ['PRIMARY', 'JUNIOR', 'SENIOR'];

/** Units with their teachers, side by side, so that neighbours in the list are of different units. */
function cityOf(size) {
  const districts = Array.from({ length: size.districts }, (_, i) => (i === size.districts - 1 ? 'zone' : `county-${i + 1}`));
  const units = [
    ...Array.from({ length: size.schools }, (_, i) => ({ unit: `school-${i + 1}`, district: districts[i % districts.length], stage: STAGES[Math.floor(i / districts.length) % STAGES.length] })),
    ...Array.from({ length: size.directUnits }, (_, i) => ({ unit: `direct-${i + 1}`, district: null, stage: STAGES[i % STAGES.length] })),
  ];
  const teachers = Array.from({ length: size.teachers }, (_, n) => ({ n, ...units[n % units.length] }));
  const panels = panelsFor(putForward(Math.max(...Object.values(size.masters), size.yearly.CITY_MASTER.selected)));
  return { size, districts, units, teachers, panels };
}

module.exports = { CITY, CONFIRMED_YEARS, EXPERTS_PER_PANEL, OFFICER, STAGES, YEARS, cityOf, clerkOf, excellentOf, expertOf, officerOf, panelsFor, partyOf, putForward, sizeOf };
