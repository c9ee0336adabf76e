import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EdgeError } from './edge-error';
import { said } from './sentences';

interface Route {
  readonly method: string;
  readonly shape: RegExp;
}

/** Bodies that are lists of thousands of rows. */
const LARGE_BODIES: ReadonlyMap<string, number> = new Map([['/teachers/batches', 16 * 1024 * 1024]]);

/** Which methods an address takes, so that a wrong one is told apart from a wrong address (405, RFC 9110 section 15.5.6). */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Before any route is added. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', (route) => {
      const limit = LARGE_BODIES.get(route.url);
      if (limit !== undefined) route.bodyLimit = limit;
      const shape = new RegExp(`^${route.url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : part.replaceAll(/[.+?^${}()|[\]\\]/gu, '\\$&'))).join('/')}/?$`, 'u');
      for (const method of [route.method].flat()) this.routes.push({ method, shape });
    });
  }

  /** Why nothing answers this request. */
  missed({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): EdgeError {
    const path = url.split('?', 1)[0] ?? '';
    const allowed = [...new Set(this.routes.filter(({ shape }) => shape.test(path)).map((route) => route.method))].sort();
    if (allowed.length === 0 || allowed.includes(method)) return new EdgeError(404, 'noSuchAddress', said('noSuchAddress', { method, path: path.slice(0, 200) }));
    return new EdgeError(405, 'methodNotAllowed', said('methodNotAllowed', { method, allowed: allowed.join(', ') }), { headers: { Allow: allowed.join(', ') } });
  }
}
