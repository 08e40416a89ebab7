<?php

namespace Clarifai;

use Clarifai\Api\V2Client;
use Grpc\ChannelCredentials;

/**
 * Makes clients of the Clarifai API.
 *
 * Generated code covers the whole API except this entry point, which the
 * published package has by hand; this class answers to the same calls.
 */
class ClarifaiClient
{
    private const DEFAULT_BASE = 'api.clarifai.com:443';

    /**
     * A client on an encrypted channel.
     *
     * @param string|null $base host, or host:port; when null, the environment
     *                          variable CLARIFAI_GRPC_BASE, else the public API
     * @return V2Client
     */
    public static function grpc($base = null)
    {
        $base = $base ?? (getenv('CLARIFAI_GRPC_BASE') ?: self::DEFAULT_BASE);

        return new V2Client($base, ['credentials' => ChannelCredentials::createSsl()]);
    }
}
