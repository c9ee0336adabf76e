// Before the project `servers`: MongoDB 7 in a container, as a replica set of one, where Docker runs and no server is given.
const { dockerRuns, NO_DOCKER } = require('../docker.js');

const IMAGE = 'mongo:7';
const INITIATE = "try { rs.status() } catch (e) { rs.initiate({ _id: 'echelon', members: [{ _id: 0, host: '127.0.0.1:27017' }] }) } for (let i = 0; i < 300 && !db.hello().isWritablePrimary; i++) sleep(100); if (!db.hello().isWritablePrimary) quit(1)";

module.exports = async () => {
  if (process.env.TEST_MONGODB_URL !== undefined) return;
  if (!dockerRuns()) return void console.warn(`no container of ${IMAGE}: TEST_MONGODB_URL is not set and ${NO_DOCKER}`);
  try {
    const { GenericContainer, Wait } = require('testcontainers');
    // With test commands, because the tests of faults use the fail point `failCommand`.
    const container = await new GenericContainer(IMAGE)
      .withCommand(['mongod', '--replSet', 'echelon', '--bind_ip_all', '--setParameter', 'enableTestCommands=1'])
      .withExposedPorts(27017)
      .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
      .start();
    globalThis.mongoContainer = container;
    const { exitCode, output } = await container.exec(['mongosh', '--quiet', '--eval', INITIATE]);
    if (exitCode !== 0) throw new Error(`the replica set could not be initiated: ${output}`);
    // Directly, because the set calls its member by a port that is the container's own.
    process.env.TEST_MONGODB_URL = `mongodb://127.0.0.1:${container.getMappedPort(27017)}/?directConnection=true`;
    console.info(`MongoDB: ${IMAGE} in a container, ${process.env.TEST_MONGODB_URL}`);
  } catch (error) {
    // The tests are skipped with their reason, or fail where ECHELON_REQUIRE_MONGODB=1.
    console.warn(`no container of ${IMAGE}: ${error.message}`);
  }
};
