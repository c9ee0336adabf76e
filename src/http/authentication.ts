import { createParamDecorator, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { EdgeError } from './edge-error';
import { said } from './sentences';
import { Tokens, unauthenticated, type Caller } from './tokens';

const OPEN = Symbol('open to everybody');
const callers = new WeakMap<FastifyRequest, Caller>();
const BEARER = /^Bearer +([\w.~+/=-]+)$/iu;

/** For what shows nothing about anybody: health, metrics, the API's description. */
export const OpenToAll = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/**
 * For what the law has a bureau post in public: a list while its window runs. There is no reader to be judged, so the
 * handler itself holds back everything that may not stand on a notice board.
 */
export const Posted = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/** Every other route asks for a token; what its person may see or do is decided further in. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(private readonly tokens: Tokens, private readonly reflector: Reflector) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, [context.getHandler(), context.getClass()]) === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    callers.set(request, await this.tokens.verify(bearerOf(request)));
    return true;
  }
}

/** The caller of a route that is not open to all. */
export const CallerOf = createParamDecorator((_: undefined, context: ExecutionContext): Caller => callerOf(context.switchToHttp().getRequest<FastifyRequest>()));

export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('this route is open to all and has no caller');
  return caller;
}

/** Of whom a question is: `me` is whoever asks. */
export function meant<T extends string | undefined>(request: FastifyRequest, person: T): T | Caller['person'] {
  return person === 'me' ? callerOf(request).person : person;
}

function bearerOf({ headers: { authorization } }: FastifyRequest): string {
  if (authorization === undefined) throw unauthenticated('noToken');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated('tokenMalformed');
  return token;
}

/** `Echelon-Acting-As`: which of her appointments somebody acts under; null where she leaves it to the server. */
export function actingAsOf({ headers }: FastifyRequest): string | null {
  const value = headers['echelon-acting-as'];
  if (value === undefined) return null;
  if (typeof value === 'string' && /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u.test(value)) return value;
  throw new EdgeError(400, 'actingAsMalformed', said('actingAsMalformed'));
}
