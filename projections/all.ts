import { appointments } from './appointments/appointments';
import { auditTrail } from './audit-trail/audit-trail';
import { operations } from './operations/operations';
import { orgs } from './orgs/orgs';
import { people } from './people/people';
import { programmes } from './programmes/programmes';
import type { Projection } from './projection';
import { publicities } from './publicities/publicities';
import { roster } from './roster/roster';
import { rounds } from './rounds/rounds';

/** One set, since a page shows several of them at once: they must not lag apart. */
export const VIEW_SET = 'views';
/** All versions that are kept; the newest of each is built. The pyramid's cells hang on the roster. */
export const projections: readonly Projection[] = [roster, auditTrail, rounds, orgs, people, appointments, operations, programmes, publicities];
