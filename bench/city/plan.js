'use strict';

/** A city round as a bureau of the first rank runs it: twelve counties, a functional zone, thirty units of its own. */
const FULL = { districts: 13, schools: 450, directUnits: 30, candidates: 3_000, beyondSchool: 50, massActs: 2, panels: 20, objections: 40, upheld: 4, awards: 300, callers: 64 };
/** The same in seconds: for warming up, and so that the test suite plays what the bench plays. */
const SMALL = { districts: 2, schools: 12, directUnits: 3, candidates: 150, beyondSchool: 6, massActs: 1, panels: 3, objections: 8, upheld: 2, awards: 15, callers: 16 };

const EXPERTS_PER_PANEL = 5;
const CITY = 'city';
const OFFICER = 'officer-1';

const clerkOf = (unit) => `clerk-of-${unit}`;
const officerOf = (district) => `officer-of-${district}`;
const expertOf = (panel, n) => `expert-${panel}-${n}`;

/**
 * Who there is. Schools have between them one seat more in every district than the district has, and a few more
 * applicants than seats, so that both ledgers are asked for more than they hold; who is left out, the race decides.
 */
function planOf(size) {
  const districts = Array.from({ length: size.districts }, (_, i) => (i === size.districts - 1 ? 'zone' : `county-${i + 1}`));
  const schools = Array.from({ length: size.schools }, (_, i) => ({ unit: `school-${i + 1}`, district: districts[i % districts.length] }));
  const direct = Array.from({ length: size.directUnits }, (_, i) => ({ unit: `direct-${i + 1}`, district: null }));
  const units = [...schools, ...direct];
  const seats = new Map(units.map(({ unit }) => [unit, 0]));
  for (let n = 0; n < size.candidates + size.districts; n += 1) {
    const { unit } = units[n % units.length];
    seats.set(unit, seats.get(unit) + 1);
  }
  const districtSeats = new Map(districts.map((district) => [district, -1]));
  for (const { unit, district } of schools) districtSeats.set(district, districtSeats.get(district) + seats.get(unit));
  // In the order of their numbers within their units, so that those who come at once are of different units.
  const applicants = [];
  const most = Math.max(...seats.values());
  for (let n = 0; n <= most; n += 1) units.forEach(({ unit, district }, i) => void (n < seats.get(unit) + (i < size.beyondSchool ? 1 : 0) && applicants.push({ unit, district })));
  return {
    size, districts, units, applicants: applicants.map((one, n) => ({ ...one, n })),
    recommendationSeats: [...[...seats].map(([unit, count]) => ({ unit, seats: count })), ...[...districtSeats].map(([unit, count]) => ({ unit, seats: count }))],
  };
}

module.exports = { CITY, EXPERTS_PER_PANEL, FULL, OFFICER, SMALL, clerkOf, expertOf, officerOf, planOf };
