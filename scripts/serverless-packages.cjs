'use strict';
// A Serverless plugin: each function gets a package with what it imports, and no more. serverless-python-requirements
// makes one for all, or one for each of twenty, which would take minutes and 70 MB; `custom.packages` says which there are.

const { execFileSync } = require('node:child_process');
const path = require('node:path');

module.exports = class Packages {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = {
      'after:package:createDeploymentArtifacts': () => this.divide(serverless.service.package.artifact),
      'after:deploy:function:packageFunction': () => this.divideForOne(options.function),
    };
  }

  // `serverless deploy function` packs everything for the one function, whichever it is.
  divideForOne(name) {
    const { service } = this.serverless;
    const whole = service.functions[name].package.artifact;
    const [rest] = Object.keys(service.custom.packages); // of the functions that no package names
    service.functions[name].package.artifact = path.join(path.dirname(whole), `${rest}.zip`);
    this.divide(whole);
  }

  divide(artifact) {
    const { service, serviceDir } = this.serverless;
    const packages = Object.entries(service.custom.packages);
    const whole = path.resolve(serviceDir, artifact);
    const named = packages.map(([name, { lacks }]) => `${name}:${lacks.join()}`);
    const words = ['-m', 'scripts.packing.divide', whole, service.custom.compiled_by, ...named];
    try {
      const said = execFileSync(service.custom.pythonRequirements.pythonBin, words, { cwd: serviceDir, encoding: 'utf8', stdio: 'pipe' });
      if (said) this.log.notice(said.trim());
    } catch (error) {
      throw new this.serverless.classes.Error(`The packages cannot be made. ${error.stderr ?? error.message}`);
    }
    for (const [name, { functions = [] }] of packages)
      for (const one of functions) service.functions[one].package.artifact = path.join(path.dirname(whole), `${name}.zip`);
  }
};
