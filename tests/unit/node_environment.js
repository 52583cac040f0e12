// Gives programs for Node the environment of the process: GoogleTest learns from it which share of
// the tests to run.
Module['preRun'] = () => Object.assign(ENV, process.env);
