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
// The ID of the first nodepool.
const NODEPOOL_ID_1 = "inference-small";
// The ID of the second nodepool.
const NODEPOOL_ID_2 = "inference-large";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID },
    compute_cluster_id: COMPUTE_CLUSTER_ID,
    ids: [NODEPOOL_ID_1, NODEPOOL_ID_2],
  };
  const call = promisify(stub.DeleteNodepools.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteNodepools failed: ${description} ${details}`);
  }
  console.log("DeleteNodepools succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
