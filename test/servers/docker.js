// Whether containers can be started: Docker's socket is there, or DOCKER_HOST names a daemon elsewhere.
const { existsSync } = require('node:fs');

/** What to print where they cannot. */
const NO_DOCKER = 'Docker does not run here (no /var/run/docker.sock, and DOCKER_HOST is not set)';

const dockerRuns = () => process.env.DOCKER_HOST !== undefined || existsSync('/var/run/docker.sock');

module.exports = { NO_DOCKER, dockerRuns };
