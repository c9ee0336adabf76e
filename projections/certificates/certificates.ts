import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { CertificateReissued, TitleConferred } from '../../src/domain/teacher/facts';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** Whose title a number stands for. What the title is today is asked of her own stream, so that no lag can show a revoked one as valid. */
export interface CertificateDocument extends JsonObject {
  readonly certificate: string;
  /** The teacher's id, or the team's. */
  readonly teacher: string;
  /** Absent: a teacher's. */
  readonly holder?: 'TEAM';
  readonly title: string;
}

export const CERTIFICATES = 'certificates_v2';

export const certificates: Projection<CertificateDocument> = {
  name: 'certificates',
  version: 2,
  events: ['TitleConferred', 'CertificateReissued'],
  collection: { name: CERTIFICATES, indexes: [] },
  keys: (event) => [factOf<TitleConferred | CertificateReissued>(event).data.certificate],
  fold(body, event, certificate) {
    const holder = holderOfStream(event.meta.about ?? event.stream);
    return body ?? { certificate, teacher: holder?.id ?? '', ...(holder?.kind === 'TEAM' ? { holder: 'TEAM' as const } : {}), title: factOf<TitleConferred | CertificateReissued>(event).data.title };
  },
};
