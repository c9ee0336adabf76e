// After the project `servers`: ends what container-up.js started.
module.exports = async () => {
  await globalThis.mongoContainer?.stop();
};
