import { appointments } from './appointments/appointments';
import { assessments } from './assessments/assessments';
import { attachments } from './attachments/attachments';
import { auditTrail } from './audit-trail/audit-trail';
import { backdated } from './backdated/backdated';
import { boardEntries } from './board-entries/board-entries';
import { corrections } from './corrections/corrections';
import { certificates } from './certificates/certificates';
import { evidence } from './evidence/evidence';
import { due } from './due/due';
import { funnel } from './funnel/funnel';
import { honours } from './honours/honours';
import { memberships } from './memberships/memberships';
import { notices } from './notices/notices';
import { operations } from './operations/operations';
import { people } from './people/people';
import { prints } from './prints/prints';
import { programmes } from './programmes/programmes';
import type { Projection } from './projection';
import { publicities } from './publicities/publicities';
import { reviews } from './reviews/reviews';
import { roster } from './roster/roster';
import { rounds } from './rounds/rounds';
import { trainings } from './trainings/trainings';

/** One set, since a page shows several of them at once: they must not lag apart. */
export const VIEW_SET = 'views';
/** All versions that are kept; the newest of each is built. The pyramid's cells and the terms hang on the roster. */
export const projections: readonly Projection[] = [roster, auditTrail, rounds, evidence, people, appointments, operations, programmes, certificates, due, notices, attachments, publicities, prints, trainings, memberships, assessments, honours, boardEntries, funnel, corrections, reviews, backdated];
