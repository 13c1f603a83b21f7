import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseJavaMajor, parseMavenVersion, requireJava, requireMaven } from './command-version.ts';

describe('parseJavaMajor', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
    ['java version "1.8.0_292"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['openjdk version "25-ea" 2025-09-16', 25],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "22.0.1" 2024-04-16', 22],
  ])('reads %j as %i', (output, major) => {
    expect(parseJavaMajor(output)).toBe(major);
  });

  it('knows nothing from other text', () => {
    expect(parseJavaMajor('No Java runtime present, requesting install.')).toBeNull();
  });
});

describe('parseMavenVersion', () => {
  it('reads the three numbers', () => {
    expect(parseMavenVersion('Apache Maven 3.8.7 (b89d5959fcde851dcb1c8946a785a163f14e1e29)')).toEqual([3, 8, 7]);
    expect(parseMavenVersion('mvn: command not found')).toBeNull();
  });
});

describe('what is asked of the machine', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** An environment whose only program is a script that prints `text`. */
  function machineWith(program: string | null, text = ''): NodeJS.ProcessEnv {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-path-'));
    folders.push(folder);
    if (program !== null) {
      writeFileSync(join(folder, program), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
    }
    return { PATH: folder };
  }

  it('says that Java is missing and how to get it', () => {
    expect(() => requireJava(machineWith(null))).toThrow(/Java was not found/u);
  });

  it('says that Java is too old', () => {
    expect(() => requireJava(machineWith('java', 'openjdk version "11.0.2"'))).toThrow(/Java 11 is too old/u);
  });

  it('prefers JAVA_HOME', () => {
    const env = machineWith('java', 'openjdk version "11.0.2"');
    const home = mkdtempSync(join(tmpdir(), 'leeway-java-'));
    folders.push(home);
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'bin/java'), '#!/bin/sh\necho \'openjdk version "21.0.1"\'\n', { mode: 0o755 });
    expect(requireJava({ ...env, JAVA_HOME: home })).toBe(join(home, 'bin/java'));
  });

  it('says that Maven is missing or too old', () => {
    expect(() => requireMaven(machineWith(null))).toThrow(/Maven \(mvn\) was not found/u);
    expect(() => requireMaven(machineWith('mvn', 'Apache Maven 3.5.4 (x)'))).toThrow(/Maven 3.5.4 is too old; 3.6.3/u);
    expect(() => requireMaven(machineWith('mvn', 'Apache Maven 3.10.0 (x)'))).not.toThrow();
  });
});
