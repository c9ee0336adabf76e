import { dockerRuns } from '../docker.js';

export const IMAGE = 'eventstore/eventstore:24.10';

export interface EventStoreContainer {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  end(): Promise<void>;
}

/** An EventStoreDB that nobody has written to yet; undefined where Docker does not run. */
export async function eventStoreContainer(): Promise<EventStoreContainer | undefined> {
  if (!dockerRuns()) return undefined;
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_RUN_PROJECTIONS: 'None', EVENTSTORE_TELEMETRY_OPTOUT: 'true' })
    .withExposedPorts(2113)
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
    .start();
  const port = container.getMappedPort(2113);
  return { name: `${IMAGE} in a container`, url: `esdb://127.0.0.1:${port}?tls=false`, port, end: async () => void (await container.stop()) };
}
