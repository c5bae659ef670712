'use strict';
// A Serverless plugin: where a stage reads with our own reader, its function is packed with libraries and models of its
// own. serverless-python-requirements knows one set of libraries for all, and no other function needs these 200 MB.

const { execFileSync } = require('node:child_process');

const READERS = ['rekognition', 'own'];

module.exports = class Reader {
  constructor(serverless, options) {
    this.serverless = serverless;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => this.pack(),
      'before:deploy:function:packageFunction': () => this.refuseAlone(options.function),
    };
    const asked = [options.param ?? []].flat().findLast((one) => one.startsWith('reader='));
    const reader = asked?.slice('reader='.length) ?? process.env.PLATEBOOK_READER ?? READERS[0];
    if (!READERS.includes(reader))
      throw new serverless.classes.Error(`There is no reader "${reader}". Set it to one of: ${READERS.join(', ')}.`);
  }

  // serverless-python-requirements would put the libraries of the others into its package.
  refuseAlone(name) {
    if (name === 'finding')
      throw new this.serverless.classes.Error('"finding" is not deployed alone. Deploy the stage: npm run deploy');
  }

  pack() {
    const { service, serviceDir } = this.serverless;
    const finding = service.functions.finding;
    if (finding === undefined) return;
    // A laptop's function finds its libraries in a folder of the laptop.
    const beside = typeof finding.environment.PYTHONPATH === 'string' ? ['--beside'] : [];
    const { pythonBin, pipCmdExtraArgs } = service.custom.pythonRequirements;
    try {
      execFileSync(pythonBin, ['-m', 'scripts.reader.pack', finding.package.artifact, ...beside, ...pipCmdExtraArgs], {
        cwd: serviceDir,
        stdio: 'pipe',
      });
    } catch (error) {
      throw new this.serverless.classes.Error(`Our own reader cannot be packed. ${error.stderr ?? error.message}`);
    }
  }
};
