import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type KeyObject as JoseKey } from 'jose';
import type { KeyObject } from 'node:crypto';
import type { Clock } from '../clock';
import type { PersonId } from '../domain/facts';
import { EdgeError } from './edge-error';
import { AUDIENCE, LOCAL_ISSUER, localKey } from './local-tokens';
import { said, type EdgeSentence } from './sentences';

/** Who a token says is asking. */
export interface Caller {
  readonly issuer: string;
  readonly person: PersonId;
}

export interface TokenOptions {
  /** URL of the issuer (ECHELON_ISSUER); undefined: the key of the data folder. */
  readonly issuer: string | undefined;
  readonly data: string;
  readonly clock: Pick<Clock, 'wall'>;
  readonly fetch?: typeof fetch;
}

/** Asymmetric only: a key set holds no secret, and `none` is no signature. */
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];
const TOLERANCE_S = 5;
const FETCH_MS = 5_000;
const PERSON = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u;

/**
 * Checks bearer tokens (JWT): signature, issuer, audience `echelon`, times by the wall clock, `sub` a person id.
 * With an issuer, its keys come from `jwks_uri` of `<issuer>/.well-known/openid-configuration`, else from
 * `<issuer>/.well-known/jwks.json`.
 */
export class Tokens {
  private readonly expectedIssuer: string;
  private readonly local: KeyObject | undefined;
  private remote: Promise<JWTVerifyGetKey> | undefined;

  constructor(private readonly options: TokenOptions) {
    this.expectedIssuer = options.issuer ?? LOCAL_ISSUER;
    this.local = options.issuer === undefined ? localKey(options.data).publicKey : undefined;
  }

  /** Errors: EdgeError 401, each reason with its own sentence; 503 where the issuer's keys cannot be fetched. */
  async verify(token: string): Promise<Caller> {
    const payload = await this.payloadOf(token);
    if (payload.sub === undefined || !PERSON.test(payload.sub)) {
      throw unauthenticated('tokenSubject');
    }
    return { issuer: this.expectedIssuer, person: payload.sub };
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const options = {
      issuer: this.expectedIssuer,
      audience: AUDIENCE,
      algorithms: ALGORITHMS,
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(this.options.clock.wall()),
      requiredClaims: ['sub', 'exp'],
    };
    try {
      const { payload } = this.local === undefined ? await jwtVerify(token, await this.keys(), options) : await jwtVerify(token, this.local as JoseKey, options);
      return payload;
    } catch (error) {
      throw this.told(error);
    }
  }

  private keys(): Promise<JWTVerifyGetKey> {
    this.remote ??= this.discover().catch((error: unknown) => {
      this.remote = undefined;
      throw error;
    });
    return this.remote;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const issuer = (this.options.issuer ?? '').replace(/\/$/u, '');
    const get = this.options.fetch ?? fetch;
    const answer = await get(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(FETCH_MS) }).catch(() => {
      throw unreachable();
    });
    if (answer.status >= 500) throw unreachable();
    const stated: unknown = answer.ok ? await answer.json().catch(() => null) : null;
    const uri = typeof stated === 'object' && stated !== null && 'jwks_uri' in stated && typeof stated.jwks_uri === 'string' ? stated.jwks_uri : `${issuer}/.well-known/jwks.json`;
    return createRemoteJWKSet(new URL(uri), { timeoutDuration: FETCH_MS });
  }

  private told(error: unknown): Error {
    if (error instanceof EdgeError) return error;
    if (error instanceof errors.JWTExpired) return unauthenticated('tokenExpired');
    const issuer = this.expectedIssuer;
    if (foreignSignature.some((kind) => error instanceof kind)) return unauthenticated('tokenSignature', { issuer });
    if (error instanceof errors.JWTClaimValidationFailed) {
      if (error.claim === 'aud') return unauthenticated('tokenAudience', { audience: AUDIENCE });
      if (error.claim === 'iss') return unauthenticated('tokenIssuer', { issuer });
      if (error.claim === 'nbf') return unauthenticated('tokenNotYet');
      return unauthenticated('tokenClaim', { claim: error.claim });
    }
    if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || isFetchTrouble(error)) return unreachable();
    return unauthenticated('tokenMalformed');
  }
}

const foreignSignature = [errors.JWSSignatureVerificationFailed, errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSEAlgNotAllowed];

/** `rule` tells a program which of the 401 it is (RFC 6750, section 3). */
export function unauthenticated(rule: EdgeSentence, values: { readonly [name: string]: string } = {}): EdgeError {
  const error = rule === 'noToken' ? '' : `, error="invalid_token", error_description="${rule}"`;
  return new EdgeError(401, rule, said(rule, values), { headers: { 'WWW-Authenticate': `Bearer realm="echelon"${error}` } });
}

function unreachable(): EdgeError {
  return new EdgeError(503, 'issuerUnreachable', said('issuerUnreachable'));
}

function isFetchTrouble(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') || (error instanceof Error && error.name === 'TimeoutError');
}
