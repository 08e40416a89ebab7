const { promisify } = require("node:util");

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");
const {
  StatusCode,
} = require("clarifai-nodejs-grpc/proto/clarifai/api/status/status_code_pb");

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the compute cluster.
const COMPUTE_CLUSTER_ID = "gpu-cluster-europe";
// The ID of the nodepool that has the runners.
const NODEPOOL_ID = "inference-small";
// The ID of the first runner.
const RUNNER_ID_1 = "74c0d9e3a8f14b56bd27f10e6c95a38d";
// The ID of the second runner.
const RUNNER_ID_2 = "e96b20f7d5c34d81a0f4c83b7e1d52a6";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID },
    compute_cluster_id: COMPUTE_CLUSTER_ID,
    nodepool_id: NODEPOOL_ID,
    ids: [RUNNER_ID_1, RUNNER_ID_2],
  };
  const call = promisify(stub.DeleteRunners.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteRunners failed: ${description} ${details}`);
  }
  console.log("DeleteRunners succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
